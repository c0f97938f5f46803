package io.homelab.simulator.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Documents of S3's REST API; clients write them with its namespace and without. */
final class Xml {
    private Xml() {}

    /** The root, if it is the one that is wanted. */
    static Element root(byte[] document, String name) {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null); // which would print what it also throws
            var root = builder.parse(new ByteArrayInputStream(document)).getDocumentElement();
            if (!name.equals(root.getLocalName())) {
                throw S3Error.malformed();
            }
            return root;
        } catch (SAXException e) {
            throw S3Error.malformed();
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException("every JDK reads XML from memory", e);
        }
    }

    static List<Element> children(Element parent, String name) {
        var found = new ArrayList<Element>();
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                found.add(element);
            }
        }
        return found;
    }

    /** The only child of that name; more than one is not allowed anywhere here. */
    static Optional<Element> child(Element parent, String name) {
        var found = children(parent, name);
        if (found.size() > 1) {
            throw S3Error.malformed();
        }
        return found.stream().findFirst();
    }

    static Optional<String> text(Element parent, String name) {
        return child(parent, name).map(element -> element.getTextContent().strip());
    }

    static String written(Element root) {
        try {
            var out = new StringWriter();
            var transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            transformer.transform(new DOMSource(root), new StreamResult(out));
            return out.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("every JDK writes XML to memory", e);
        }
    }
}
