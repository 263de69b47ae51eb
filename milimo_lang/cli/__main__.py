"""`python -m milimo_lang.cli` is `milimo`."""

import sys

from milimo_lang.cli.main import main

sys.exit(main())
