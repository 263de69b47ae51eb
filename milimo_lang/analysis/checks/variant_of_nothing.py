"""A variant of someone who is not declared.

`@character Mara.wet` inherits from `@character Mara`, which must be declared too.
"""

from __future__ import annotations

from milimo_lang.diagnostics import Kind, Severity

VARIANT_OF_NOTHING = Kind("M2009", "variant-of-nothing", Severity.ERROR)
