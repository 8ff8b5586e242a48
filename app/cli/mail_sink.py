"""The demonstration's own mail server: writes each mail into a folder; run as a program of its own.

    python mail_sink.py SOCKET FOLDER

SOCKET is the number of an open listening socket, so that mail waits while the sink is started again.
"""

import asyncio
import os
import secrets
import socket
import sys
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_MAIL_BYTES = 64 * 1024 * 1024


class Mailbox:
    """Keep mails as files whose names sort by the time of arrival."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Write the mail beside its final name first, so that no half mail is ever seen."""
        name = f"{time.time_ns():020}-{secrets.token_hex(4)}"
        draft = self.folder / f".{name}.part"
        content = envelope.original_content or b""
        draft.write_bytes(content if isinstance(content, bytes) else content.encode())
        draft.rename(self.folder / f"{name}.eml")
        return "250 Kept"


async def receive(listener: socket.socket, folder: Path) -> None:
    """Receive mail until stopped."""

    def answer() -> SMTP:
        return SMTP(Mailbox(folder), data_size_limit=LARGEST_MAIL_BYTES, enable_SMTPUTF8=True)

    server = await asyncio.get_running_loop().create_server(answer, sock=listener)
    await server.serve_forever()


if __name__ == "__main__":
    os.umask(0o077)  # mail is nobody else's business
    mailbox = Path(sys.argv[2])
    mailbox.mkdir(parents=True, exist_ok=True)
    asyncio.run(receive(socket.socket(fileno=int(sys.argv[1])), mailbox))
