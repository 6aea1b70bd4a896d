"""Assets with their content's hash in the name, compressed ahead, kept for ever by browsers."""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import os
import re
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path

import brotli

from dashboard.design.theming import style_sheet
from dashboard.errors import SiteError
from dashboard.paths import assets_folder, default_published_folder
from dashboard.settings import published_folder

PREFIX = "/assets/"
_SERVED = ("*.css", "*.js", "*.svg", "fonts/*.woff2", "fonts/OFL.txt", "vendor/*.min.js", "vendor/LICENSES*.txt",
           "boundaries/*.json")  # fmt: skip
#: Folders of collected assets that stay, the latest used: one for each state of the code that may still be running.
MAX_BUILDS = 4
#: What a start that was broken off left behind goes after a day.
STALE_BUILD_S = 86_400
_COMPRESSED = {".css", ".js", ".svg", ".json", ".txt"}


@cache
def _content(name: str) -> bytes:
    path = assets_folder() / name
    if not path.is_file():
        raise SiteError(f"there is no asset {name}.")
    content = path.read_bytes()
    if name in ("site.css", "card.css"):
        sheet = style_sheet() + content.decode()
        return re.sub(r"url\(\"?(fonts/[^)\"]+)\"?\)", lambda m: f"url({asset_url(m[1])})", sheet).encode()
    return content


@cache
def page_style(rtl: bool) -> str:
    """The style sheet as it is written into every page: one request less before the first chart.

    Args:
        rtl: Arabic letters come late on a slow line; the page does not wait for them, nor lay itself out twice.
    """
    sheet = _content("site.css").decode()
    sheet = re.sub(r"/\*.*?\*/|\n\s*", "", sheet, flags=re.DOTALL)
    return sheet.replace("font-display:swap", "font-display:optional") if rtl else sheet


@cache
def style_sources(*inserted: str) -> str:
    """The page's style sheets by their hashes, as a content security policy names them.

    Args:
        *inserted: texts of further style elements, which scripts insert.
    """
    sheets = (page_style(False), page_style(True), *inserted)
    digests = (base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode() for sheet in sheets)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


@cache
def embed_style(rtl: bool) -> str:
    """The style sheet of embeds: nothing in a frame moves after its first paint, so letters that come late wait for the next.

    An Arabic one needs letters of two scripts: both in one weight keep it within 100 kB.
    """
    sheet = page_style(rtl).replace("font-display:swap", "font-display:optional")
    return re.sub(r"@font-face\{[^}]*font-weight:600[^}]*\}", "", sheet) if rtl else sheet


@cache
def asset_url(name: str) -> str:
    """The address of an asset: ``/assets/site.3f2a….css``.

    Boundaries keep their name, which Plotly makes up, and licences theirs, which the scripts name.

    Raises:
        SiteError: there is no such file.
    """
    if name.startswith("boundaries/") or name.endswith(".txt"):
        return PREFIX + name
    return content_address(name, _content(name))


def content_address(name: str, content: bytes) -> str:
    """The address of a file that is kept for ever, since it changes with the content."""
    digest = hashlib.sha256(content).hexdigest()[:10]
    path = Path(name)
    return f"{PREFIX}{path.with_name(f'{path.stem}.{digest}{path.suffix}').as_posix()}"


def is_immutable(_path: str, url: str) -> bool:
    """True for addresses that carry a content hash."""
    return bool(re.search(r"\.[0-9a-f]{10}\.\w+$", url))


def build_assets(extra: dict[str, bytes] | None = None) -> Path:
    """Writes every served asset under its address, with gzip and Brotli beside it.

    Args:
        extra: further addresses below the root, with their content: Dash's own scripts.

    Returns:
        The folder, made anew only when something in it changed: beside the served versions, or found beside the code.

    Raises:
        SiteError: the folder cannot be written.
    """
    names = sorted({p.relative_to(assets_folder()).as_posix() for g in _SERVED for p in assets_folder().glob(g)})
    files = {asset_url(name).lstrip("/"): _content(name) for name in names}
    files |= {address.lstrip("/"): content for address, content in (extra or {}).items()}
    digest = hashlib.sha256("".join(f"{k}{hashlib.sha256(v).hexdigest()}" for k, v in sorted(files.items())).encode())
    name = f"static-{digest.hexdigest()[:12]}"
    target, beside_code = published_folder() / name, default_published_folder() / name
    if not target.is_dir() and beside_code.is_dir():
        target = beside_code  # collected when the image was built; a mounted folder of versions may be read-only
    if not target.is_dir():
        try:
            _write(files, target)
        except OSError as error:
            raise SiteError(f"the assets cannot be written to {target.parent} ({error.strerror}).") from error
    _prune_builds(target)
    return target


def _prune_builds(used: Path) -> None:
    """Takes away folders that no server has been started with for long; on a read-only disk there are none to take."""
    with contextlib.suppress(OSError):
        os.utime(used)  # its time says when it was last used
        folders = sorted(used.parent.glob("static-*"), key=_last_used, reverse=True)
        left = [path for path in used.parent.glob(".static-*") if time.time() - _last_used(path) > STALE_BUILD_S]
        for path in [*folders[MAX_BUILDS:], *left]:
            shutil.rmtree(path, ignore_errors=True)


def _last_used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # another process took it away
        return 0.0


def _write(files: dict[str, bytes], target: Path) -> None:
    """Writes a whole folder or nothing; what another folder has compressed already is taken from there."""
    others = [path for path in target.parent.glob("static-*") if path.is_dir()]
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".static-", dir=target.parent))
    try:
        for name, content in files.items():
            path = work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            if path.suffix in _COMPRESSED and not any(_taken(other / name, path, content) for other in others):
                path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
                path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content, quality=11))
        # Another user may serve them; a folder for temporary files is for its owner alone.
        for path in (work, *work.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        work.rename(target)
    except OSError:
        shutil.rmtree(work, ignore_errors=True)
        if not target.is_dir():  # else another process was first
            raise


def _taken(other: Path, path: Path, content: bytes) -> bool:
    """Copies the compressed forms of a file from beside another with the same content; says whether they were there."""
    with contextlib.suppress(OSError):  # it may be taken away meanwhile
        if other.read_bytes() == content:
            for form in (".gz", ".br"):
                shutil.copyfile(f"{other}{form}", f"{path}{form}")
            return True
    return False
