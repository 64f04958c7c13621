"""Connections that stay out of private networks and end on time.

Addresses are checked where the connection is made, after the name was resolved, and the connection goes to the very
address that was checked: a name that resolves differently a moment later leads nowhere else.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore

from sources.access import HostPort
from sources.fetch.results import FetchError

NAT64 = IPv6Network("64:ff9b::/96")
"""RFC 6052: IPv6 addresses that stand for IPv4 ones."""
GLOBAL_UNICAST = IPv6Network("2000::/3")
"""RFC 4291: all else is local, deprecated, translated (64:ff9b:1::/48, ::/96) or not assigned."""
CLOSED = (IPv4Network("192.0.0.0/24"), IPv6Network("3fff::/20"))
"""Assigned to protocols and to documentation; some of the supported Pythons call them global."""


class Deadline:
    """A time limit that every step of a request shares."""

    def __init__(self, seconds: float, silence: float) -> None:
        self.seconds = seconds
        self.silence = silence
        self._end = time.monotonic() + seconds

    def left(self, place: str) -> float:
        """Seconds for the next step: until the deadline, or the longest silence. Raises FetchError if none are left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.passed(place)
        return min(left, self.silence)

    def passed(self, place: str) -> FetchError:
        """What to say when a step took too long: which of the two limits it ran into."""
        over = time.monotonic() >= self._end
        what = f"not done after {self.seconds:g} s" if over else f"no answer for {self.silence:g} s"
        setting = "total_seconds" if over else "silence_seconds"
        remedy = f"Try again later, or raise '{setting}' in the list's 'fetch:'."
        return FetchError("timeout", f"{place}: {what}", remedy, passing=True)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to public addresses only, and to private ones of hosts and ports that are opened."""

    def __init__(self, private_hosts: frozenset[HostPort], deadline: Deadline) -> None:
        self._private_hosts = private_hosts
        self._deadline = deadline
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception | None = None
        for address in self._open_addresses(host, port):
            left = self._deadline.left(host)
            try:
                stream = self._backend.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return GuardedStream(stream, self._deadline, host)
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def _open_addresses(self, host: str, port: int) -> list[str]:
        addresses = resolve(host, port)
        if HostPort(host.lower(), port) in self._private_hosts:
            return addresses
        public = [address for address in addresses if is_public(address)]
        if not public:
            raise FetchError(
                "private_address",
                f"{host} ({', '.join(addresses)}) lies in a private network",
                f"If that is meant, whoever runs this opens it: '{_entry(host, port)}' under 'private_hosts' in "
                "'fetch:' of the ledger's settings.yaml, or in FACTLEDGER_PRIVATE_HOSTS.",
            )
        return public


class GuardedStream(httpcore.NetworkStream):
    """A connection whose every step ends by the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline, host: str) -> None:
        self._stream = stream
        self._deadline = deadline
        self._host = host

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(self._host))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(self._host))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(self._host))
        return GuardedStream(stream, self._deadline, self._host)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def resolve(host: str, port: int, lookup: Callable[..., list[Any]] = socket.getaddrinfo) -> list[str]:
    """The host's addresses in the order of preference. Raises FetchError."""
    try:
        found = lookup(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        passing = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
        remedy = "Check the address for a slip, and this machine's network."
        raise FetchError("unknown_host", f"{host}: the name is not known ({error})", remedy, passing=passing) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether the address is one of the open internet, seen through the IPv6 forms that stand for IPv4."""
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else None)
        ip = inner or ip
    if isinstance(ip, IPv6Address) and ip not in GLOBAL_UNICAST:
        return False
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in CLOSED)


def _entry(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
