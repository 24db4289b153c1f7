"""What processes of tests find ready: the warehouse imported and the reference facts read."""

from __future__ import annotations

from tests.samples.warehouse_samples import reference_once

reference_once()
