"""What processes of tests find ready: the warehouse imported and the reference facts read."""

from __future__ import annotations

import tests.samples.warehouse_samples  # noqa: F401  it lets the facts be read once
from warehouse import loading

loading.load_reference()
