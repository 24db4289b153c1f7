"""What processes of tests find ready: the warehouse imported and the foundation of a file made."""

from __future__ import annotations

import warehouse.build
import warehouse.staging  # noqa: F401
from tests.samples.warehouse_samples import foundation_once

foundation_once()
