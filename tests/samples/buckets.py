"""A bucket on the loopback, and what stands in the environment to reach it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


@contextmanager
def s3_server(bucket: str) -> Iterator[Any]:
    """A server with that bucket; gives fsspec's file system of it, made past any cache."""
    from moto.server import ThreadedMotoServer
    from s3fs.core import S3FileSystem

    from warehouse import store

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "tests")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret-of-tests")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        store._system.cache_clear()
        files = S3FileSystem(use_listings_cache=False, skip_instance_cache=True)
        files.mkdir(bucket)
        try:
            yield files
        finally:
            files.rm(bucket, recursive=True)  # the next server of this process has it, too
            server.stop()
            store._system.cache_clear()
            files.clear_instance_cache()
