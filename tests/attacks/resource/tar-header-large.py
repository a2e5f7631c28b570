# id: tar-header-large
# category: resource
# tries: an archive with an extended header of 20 MB, packed to 20 KB, beside the notebook
# expect: no gain
# alone: yes


def build(path, notebook):
    import gzip
    import tarfile

    path.write_text(json.dumps(notebook))
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 20_000_000
    content = header.tobuf(tarfile.GNU_FORMAT) + b"a" * 20_000_256
    content += tarfile.TarInfo("a.ipynb").tobuf(tarfile.USTAR_FORMAT) + b"\0" * 1024
    path.with_name("work.tgz").write_bytes(gzip.compress(content))
