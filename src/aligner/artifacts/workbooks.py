"""Workbooks streamed by openpyxl into temporary files: these are gone whatever happens, their errors are named."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from aligner.artifacts.files import cannot_write

__all__ = ["save_workbook", "streamed_workbook"]


@contextmanager
def streamed_workbook() -> Iterator[Any]:
    """Yield a workbook that takes rows one after another; its temporary files end with the block.

    Raises
    ------
    OutputError
        If the folder for temporary files cannot be written.
    """
    from lxml.etree import SerialisationError
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    try:
        yield book
    except SerialisationError as error:  # names its cause as libxml2 does: IO_ENOSPC
        number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise cannot_write(OSError(number, os.strerror(number)), Path(tempfile.gettempdir())) from error
    finally:
        for sheet in book.worksheets:
            if (writer := sheet._writer) is not None:
                if not sheet.closed:
                    with suppress(OSError, SerialisationError):  # no room for its last rows
                        sheet.close()
                with suppress(OSError, ValueError):  # saved: gone already
                    writer.cleanup()


def save_workbook(book: Any, target: Path | BinaryIO) -> None:
    """Save a workbook and close its archive whatever happens.

    Left open on a full disk, it would be written to once more when it is collected, where nobody catches the error.
    """
    from openpyxl.writer.excel import ExcelWriter

    with ZipFile(target, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
        ExcelWriter(book, archive).save()
