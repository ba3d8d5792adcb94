# options: --python-version 3.11
# -*- coding: iso-8859-15 -*-
"€"
