"""Typed rows become Parquet stages and one DuckDB file.

In this order, while ``publish.locked(database, ...)`` holds the database's lock:

1. ``stage.stage_key`` says which stage a document has now, ``stage.find_stage`` whether it is
   there; if not, ``staging.write_stage`` validates the document's rows, proves that nothing is lost
   and writes it. For a document that failed, ``reading.published_documents`` gives the key of the
   stage published last.
2. ``build.build`` makes a new file beside the database from ``loading.Ingredients``: one stage a
   document, and the rows that say what the run did. It begins with a copy of what never changes
   (``foundation``), works out what is new in a ``room`` and carries over what is as it was
   published. It is checked and closed.
3. ``changes.changes`` compares it with the published file, for the report.
4. ``publish.publish`` puts it in place; ``stage.clean_stages`` removes the stages no longer used.

Commands that only look use ``reading.connect`` and ``reading.fetch``. Everything that goes wrong
is a WarehouseError or a ConservationError that says what to do.
"""
