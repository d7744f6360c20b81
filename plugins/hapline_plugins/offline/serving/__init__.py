"""The virtual-domain view: packages on loopback, answered as the H5 container of an app answers its pages.

Browsers are brought to it as to a forward proxy. Pages must see their real addresses, since origins, cookies, absolute
references and global resources depend on them; a path below ``http://127.0.0.1`` would change all of these. Names in
the system's hosts file need an administrator, port 443 and one entry a package, and outlive the run; resolver rules
work in Chromium alone. A proxy can be set in every browser, for an iOS simulator in the settings of its host, and in an
Android emulator, which reaches the loopback of its host as 10.0.2.2. All that a page asks for passes through it, so
that what bypasses the packages is seen. TLS ends here, by certificates of an authority that lives as long as the run.
"""
