"""The service: carries operations out, one change at a time, and says nothing before the disk has it."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

from hapline.packing import Packing
from hapline.store import Content, Store, open_store
from hapline_plugins.mds_server.delivery.plan import Plan
from hapline_plugins.mds_server.delivery.windows import Windows
from hapline_plugins.mds_server.handling.call import Call, Reply
from hapline_plugins.mds_server.handling.offline_building import clear_work
from hapline_plugins.mds_server.handling.table import HANDLERS
from hapline_plugins.mds_server.model.tasks import Task
from hapline_plugins.mds_server.serving.plans import Plans
from hapline_plugins.mds_server.serving.published import Published
from hapline_plugins.mds_server.storage.database import Database
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.acs3 import Signed
from hapline_plugins.mds_server.wire.faults import GatewayError
from hapline_plugins.mds_server.wire.form import Arguments
from hapline_plugins.mds_server.wire.nonces import AHEAD, Nonces
from hapline_plugins.mds_server.wire.policies import LARGEST, Signer

T = TypeVar("T")
Clock = Callable[[], float]
"""Tells the time, in seconds since 1970."""


class Service:
    """What there is, and who changes it.

    Attributes:
        state: Everything, in memory. files: The contents of files. clock: The time. signer: Signs upload policies.
    """

    def __init__(
        self,
        database: Database,
        packing: Packing,
        *,
        folder: str,
        clock: Clock = time.time,
        delivery_delay: int = 0,
        largest_upload: int = LARGEST,
    ) -> None:
        """Begin with what is in the database.

        Args:
            database: The database; closed with the service. packing: Asks packagers. folder: The data folder.
            clock: Tells the time. delivery_delay: Seconds for which devices get what was released before a change.
            largest_upload: Bytes that one uploaded file may have.
        """
        self.clock = clock
        self.state = database.load()
        self.files: Store = open_store(os.path.join(folder, "files"))
        clear_work(self.files)
        self.signer = Signer(database.policy_secret(), largest_upload)
        self._marked, used = database.nonces()
        self._nonces = Nonces(self._marked, used)
        self._marking = asyncio.Lock()
        self._packing = packing
        self.windows = Windows(self.state)
        self._plans = Plans(self.state, clock, delivery_delay)
        self._published = Published(self.state, self.files)
        self._database = database
        # One thread writes, so that the loop goes on answering; one operation at a time changes anything, so that
        # what it has seen is what it changes.
        self._writer = ThreadPoolExecutor(1, "hapline-mds-writer")
        self._changing = asyncio.Lock()

    async def close(self) -> None:
        """Write what is left to be written, and let go of the database."""
        async with self._changing:
            await self._on_disk(self.windows.close, self._database.reserve)
            await self._on_disk(self._database.keep_nonces, *self._nonces.left())
        self._writer.shutdown()
        self._database.close()

    async def remember(self, signed: Signed, now: float) -> None:
        """Use a request's nonce, now.

        Raises:
            hapline_plugins.mds_server.wire.faults.GatewayError: It was used before.
        """
        self._nonces.use(signed, now)
        if signed.date > self._marked:
            async with self._marking:
                if signed.date > self._marked:
                    mark = signed.date + AHEAD
                    await self._on_disk(self._database.mark_nonces, mark)
                    self._marked = mark

    async def carry_out(self, arguments: Arguments, base: str) -> Reply:
        """Carry an operation out.

        Raises:
            hapline_plugins.mds_server.wire.faults.RefusedError: The service refuses.
            hapline_plugins.mds_server.wire.faults.GatewayError: It is not served yet, as mini programs are not.
        """
        handler = HANDLERS.get(arguments.operation.name)
        if handler is None:
            name = arguments.operation.name
            raise GatewayError(501, "NotImplemented", f"{name} is not served by the local service yet.")
        call = self.call(arguments, base)
        if handler.read is not None:
            return handler.read(call)
        more = () if handler.prepare is None else (await asyncio.to_thread(handler.prepare, call),)
        write = cast("Callable[..., Reply]", handler.write)
        return await self.change(lambda unit: write(self.call(arguments, base), unit, *more))

    async def change(self, what: Callable[[Unit], T]) -> T:
        """Make a change, and return when the disk has it."""
        async with self._changing:
            unit = Unit(self.state, self.clock())
            reply = what(unit)
            if unit:
                await self._on_disk(self._database.commit, unit)
                self._plans.outdate(unit)
                unit.apply()
        return reply

    def plan(self, space: str) -> Plan:
        """What may be delivered in a space, as devices know it."""
        return self._plans.of(space)

    async def reserve(self, task: Task) -> None:
        """Reserve the next places of a task's time window."""
        async with self._changing:
            await self._on_disk(self.windows.reserve, task, self._database.reserve)

    def published(self, path: str) -> Content | None:
        """The content of the file at an address; None where there is none."""
        return self._published.find(path)

    def call(self, arguments: Arguments, base: str) -> Call:
        """A call of an operation.

        Args:
            arguments: What it is called with. base: The address by which the service was reached.
        """
        return Call(
            arguments=arguments,
            state=self.state,
            files=self.files,
            packing=self._packing,
            signer=self.signer,
            base=base,
            now=self.clock(),
        )

    async def _on_disk(self, write: Callable[..., None], *given: Any) -> None:  # noqa: ANN401 as the function takes it
        await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._writer, write, *given))
