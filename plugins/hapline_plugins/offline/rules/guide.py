"""Where the rules of this plugin are written."""

from __future__ import annotations

GUIDE = "mPaaS Mobile Delivery Service guide"
CONFIGURE = f"{GUIDE}, 6.1 Configure HTML5 offline packages"
GENERATE = f"{GUIDE}, 6.2 Generate H5 offline packages"
CREATE = f"{GUIDE}, 6.3 Create an HTML5 offline package"
EXPORT = f"{GUIDE}, 6.5 Manage HTML5 offline packages, Export offline package"
API = f"{GUIDE}, 6.6.3 Upload an offline resource package"
SEEN = "read off packages that the service made"
