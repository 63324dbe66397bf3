"""The certificate authority that every machine of the drill trusts."""

import pathlib

from run import check

# A key on an elliptic curve is made at once, one for RSA takes up to a second.
NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
SYSTEM = pathlib.Path("/etc/ssl/certs/ca-certificates.crt")


class Authority:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        self.certificate, self.bundle = self.folder / "ca.crt", self.folder / "bundle.crt"
        check("openssl", "req", "-x509", *NEW_KEY, "-keyout", self.folder / "ca.key", "-out", self.certificate,
              "-days", "60", "-subj", "/CN=drill", "-addext", "keyUsage=critical,keyCertSign")
        self.bundle.write_text(SYSTEM.read_text() + self.certificate.read_text())
        self.folder.chmod(0o755)

    def issue(self, host):
        """Certificate and key for a host; gives their texts."""
        name = self.folder / host
        check("openssl", "req", *NEW_KEY, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={host}",
              "-addext", f"subjectAltName=DNS:{host}")
        check("openssl", "x509", "-req", "-in", f"{name}.csr", "-CA", self.certificate, "-CAkey", self.folder / "ca.key", "-CAcreateserial",
              "-days", "60", "-copy_extensions", "copy", "-out", f"{name}.crt")
        return pathlib.Path(f"{name}.crt").read_text(), pathlib.Path(f"{name}.key").read_text()
