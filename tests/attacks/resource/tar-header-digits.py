# id: tar-header-digits
# category: resource
# tries: an archive of 300 bytes beside the notebook whose header takes tarfile the square of its length to read
# expect: no gain
# alone: yes


def build(path, notebook):
    import gzip
    import tarfile

    path.write_text(json.dumps(notebook))
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.XHDTYPE, 60_000
    content = header.tobuf(tarfile.USTAR_FORMAT) + b"1" * 60_000 + b"\0" * (-60_000 % 512)
    content += tarfile.TarInfo("a.ipynb").tobuf(tarfile.USTAR_FORMAT) + b"\0" * 1024
    path.with_name("work.tar.gz").write_bytes(gzip.compress(content))
