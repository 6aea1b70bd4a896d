"""Every setting of the site: one environment variable each, with its type, default, meaning and what is allowed.

The table in `docs/deployment.md` is written by ``python -m dashboard settings``; a test compares the two.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from limits import parse_many
from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from dashboard.errors import SiteError
from dashboard.paths import default_published_folder

#: A host name, an IPv4 address or an IPv6 address in brackets, with or without a port.
HOST_PATTERN = r"(?=.{1,259}$)([a-z0-9]([a-z0-9-]{0,62})(\.[a-z0-9-]{1,63})*\.?|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?"
#: Stands for every origin in the list of those that may frame embeds.
ANYONE = "*"
_EMBED_ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:(\d{1,5}|\*))?", re.I)
MIN_SECRET_CHARACTERS = 16


def _matching(pattern: str) -> AfterValidator:
    def check(text: str) -> str:
        if text and not re.fullmatch(pattern, text, re.I):
            raise ValueError(text)
        return text

    return AfterValidator(check)


def _parse_limits(text: str) -> str:
    if any(limit.amount < 1 for limit in parse_many(text)):
        raise ValueError(text)
    return text


def _parse_origins(text: str | list[str]) -> list[str]:
    origins = text.replace(",", " ").split() if isinstance(text, str) else text
    for origin in origins:
        if origin != ANYONE and not _EMBED_ORIGIN.fullmatch(origin):
            raise ValueError(origin)
    return origins or [ANYONE]


def _is_renderer(text: str) -> str:
    if text not in ("", "off") and not text.startswith("unix:/"):
        parts = urlsplit(text)
        if parts.scheme != "http" or not parts.hostname or not parts.port or parts.path not in ("", "/") or "@" in text:
            raise ValueError(text)
    return text


def _parse_switch(value: str | bool) -> bool:
    if str(value) not in ("0", "1", "True", "False"):
        raise ValueError(value)
    return str(value) in ("1", "True")


Switch = Annotated[bool, BeforeValidator(_parse_switch)]
Limits = Annotated[str, AfterValidator(_parse_limits)]
Origin = Annotated[str, BeforeValidator(lambda text: str(text).rstrip("/")), _matching(rf"https?://{HOST_PATTERN}")]


def require_secret(where: str) -> None:
    """Refuses an address of a renderer that others reach too, where there is no secret.

    Raises:
        SiteError: there is none.
    """
    if not settings().renderer_secret:
        raise SiteError(
            f"{where}: a renderer that others reach asks for a secret. Set RENDERER_SECRET to the same one for the site and "
            "for the renderer. Make one: openssl rand -hex 32"
        )


def _setting(default: Any, meaning: str, allowed: str, **limits: Any) -> Any:
    return Field(default, description=meaning, json_schema_extra={"allowed": allowed}, **limits)


class Settings(BaseSettings):
    """The settings as they stand in the environment; each attribute is a variable of that name in capitals."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    host: str = _setting("127.0.0.1", "where `serve` listens", "a host name or an address")
    port: int = _setting(8050, "where `serve` listens", "a port, 1 to 65535", ge=1, le=65535)
    site_origin: Origin = _setting(
        "",
        "scheme and host of absolute addresses; without it those of each request",
        "an origin such as https://figures.example.org",
    )
    trusted_proxies: int = _setting(
        0,
        "how many proxies in front each add a value to `X-Forwarded-For`, `-Proto` and `-Host`; 1 behind the shipped nginx, "
        "also with a CDN before it; at 0 these headers mean nothing",
        "a number of proxies, for example 1",
        ge=0,
        le=9,
    )
    rate_work: Limits = _setting(
        "20000 per minute",
        "milliseconds of processor that one client may have spent on what must be made; what is kept costs nothing. Each "
        "serving process counts for itself",
        "a limit such as 20000 per minute, of at least 1",
    )
    rate_pictures: Limits = _setting(
        "30 per minute; 300 per hour",
        "new pictures that one client may have; one of more than four million pixels counts for several",
        "limits such as 30 per minute; 300 per hour, of at least 1",
    )
    rate_callbacks: Limits = _setting(
        "120 per minute",
        "answers to live charts that one client may have",
        "a limit such as 120 per minute, of at least 1",
    )
    hsts: Annotated[str, _matching(r"[ -~]+")] = _setting(
        "max-age=63072000",
        "the header `Strict-Transport-Security` for requests by TLS",
        "one line of ASCII, for example max-age=31536000",
    )
    log_format: Literal["text", "json"] = _setting(
        "text",
        "`json` writes one JSON object a line, and one for each request: no address, no query, no browser",
        "text or json",
    )
    metrics_bind: Annotated[
        str, _matching(r".+:\d{1,4}|.+:[1-5]\d{4}|.+:6[0-4]\d{3}|.+:65[0-4]\d{2}|.+:655[0-2]\d|.+:6553[0-5]")
    ] = _setting("", "where Prometheus finds numbers about the server", "a host and a port, for example 127.0.0.1:9100")
    figures_published: Path = _setting(
        default_published_folder(), "folder of data versions and prerendered charts", "a folder"
    )
    figures_cache: Path | None = _setting(
        None,
        "folder of pictures made on request, the only one written while serving; by default `cache` beside the versions",
        "a folder",
    )
    picture_cache_mb: float = _setting(
        500,
        "how large the folder of pictures may grow; the longest unused go first",
        "megabytes, for example 500",
        gt=0,
        le=1_000_000,
    )
    embed_origins: Annotated[list[str], NoDecode, BeforeValidator(_parse_origins)] = _setting(
        [ANYONE],
        "who may frame the embeds, as a list; by default anyone",
        "origins such as https://www.example.org, or https://*.example.org for every host below, without a path",
    )
    embed_counts: Switch = _setting(
        False,
        "`1` logs a line for each embed shown: host of the page and chart, nothing about readers",
        "1 to log which sites show which charts, or 0 not to",
    )
    show_errors: Switch = _setting(
        False,
        "`1` shows in the page what went wrong; for `develop`, never in public",
        "1 to show errors in pages, or 0 not to",
    )
    unfinished_languages: Switch = _setting(
        False,
        "`1` offers languages whose words are not all there; for whoever translates, never in public",
        "1 to offer unfinished languages, or 0 not to",
    )
    contact: str = _setting("", "an address for reports of errors, shown on the page about the figures", "an address")
    renderer_url: Annotated[str, AfterValidator(_is_renderer)] = _setting(
        "",
        "where the renderer answers; `off` for none; without it `serve` starts one",
        "unix:/path, http://host:port with a port from 1 to 65535, for example http://127.0.0.1:8051, or off",
    )
    renderer_secret: Annotated[str, _matching(rf"[!-~]{{{MIN_SECRET_CHARACTERS},}}")] = _setting(
        "",
        "what a renderer over TCP and those that ask it share",
        f"at least {MIN_SECRET_CHARACTERS} characters of ASCII without spaces; make one with: openssl rand -hex 32",
    )
    browser_path: Path | None = _setting(None, "the Chromium that draws", "a program's path")

    @property
    def renderer_address(self) -> str:
        """Where the renderer answers; empty where there is none."""
        return "" if self.renderer_url == "off" else self.renderer_url


@lru_cache(maxsize=8)
def _read(environment: tuple[str | None, ...]) -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        name = str(detail["loc"][0])
        extra: Any = Settings.model_fields[name].json_schema_extra
        text = os.environ.get(name.upper(), "")
        shown = f"{len(text)} characters long" if name.endswith("secret") else f"“{text}”"
        raise SiteError(f"{name.upper()} is {shown}. Allowed: {extra['allowed']}.") from error


def settings() -> Settings:
    """The settings, read anew where the environment has changed.

    Raises:
        SiteError: a variable is not what it may be; names it, its value and what is allowed.
    """
    return _read(tuple(os.environ.get(name.upper()) for name in Settings.model_fields))


def published_folder() -> Path:
    """The folder of data versions."""
    return settings().figures_published


def drawings_folder() -> Path:
    """Prerendered charts and images, by the hash of what they were drawn from."""
    return published_folder() / "pictures"


def cache_folder(published: Path | None = None) -> Path:
    """Images and drawings made when a reader asked."""
    return settings().figures_cache or (published or published_folder()) / "cache"


def settings_table() -> str:
    """The table of settings in Markdown."""
    lines = ["| variable | meaning | default | allowed |", "|---|---|---|---|"]
    for name, field in Settings.model_fields.items():
        extra: Any = field.json_schema_extra
        default = field.default
        if name == "figures_published":
            shown = "`data/published`"
        else:
            shown = (
                "" if default in (None, "", [ANYONE]) else f"`{int(default) if isinstance(default, bool) else default}`"
            )
        lines.append(f"| `{name.upper()}` | {field.description} | {shown} | {extra['allowed']} |")
    return "\n".join(lines) + "\n"
