"""Components as they come out, and the promises of the style sheets and scripts: our CSP, old browsers, small files."""

import gzip
import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.template.loader import render_to_string
from django_cotton.compiler_regex import CottonCompiler

from shouwei import core
from shouwei.core.first_script import ALLOWED
from shouwei.core.gallery import STATES, sample

CORE = Path(core.__file__).parent
TEMPLATES = sorted((CORE / "templates").rglob("*.html"))
STYLES = sorted((CORE / "static").rglob("*.css"))
SCRIPTS = sorted((CORE / "static").rglob("*.js"))
ICONS = (CORE / "static/shouwei/icons.svg").read_text(encoding="utf-8")
FIRST_VIEW = 200 * 1024
"""Bytes, compressed: design rule for the first view of any page."""


def out(source: str, **context: object) -> str:
    """A component rendered, with its white space made single."""
    return " ".join(Template(CottonCompiler().process(source)).render(Context(context)).split())


def gallery() -> str:
    entries = [
        {"label": "任务", "url": "/tasks", "active": True, "count": 35},
        {"label": "督办单", "url": "/notices", "active": False},
    ]
    frame = {
        "groups": [{"label": "方案督办", "icon": "supervise", "items": entries}],
        "search_url": "/search",
        "unread": 4,
        "demo": True,
    }
    return render_to_string("core/gallery.html", sample(date(2019, 6, 11)) | {"frame": frame})


class Small(forms.Form):
    name = forms.CharField(label="单位名称", help_text="与公章一致。")


def test_a_state_is_a_colour_a_word_and_a_shape() -> None:
    html = out('<c-badge-state state="overdue" label="逾期" />')

    assert re.search(r'class="badge badge-overdue"', html)
    assert re.search(r"#state-overdue", html)
    assert re.sub(r"<[^>]*>", "", html).strip() == "逾期"


def test_the_reason_of_a_state_is_read_out_and_can_be_focused() -> None:
    html = out('<c-badge-state state="overdue" label="逾期" :why="why" />', why='期限 "6月30日" 已过')

    assert re.search(r'tabindex="0" role="note" aria-label="逾期：期限 &quot;6月30日&quot; 已过"', html)


@pytest.mark.parametrize("state", [entry["state"] for entry in STATES])
def test_every_state_has_its_own_shape_and_colours(state: str) -> None:
    shapes = re.findall(r'<symbol id="state-(\w+)"[^>]*>(.*?)</symbol>', ICONS)
    tokens = (CORE / "static/shouwei/css/tokens.css").read_text(encoding="utf-8")

    assert len({drawing for _, drawing in shapes}) == len(shapes)
    assert state in dict(shapes)
    # light and dark, each once
    assert [len(re.findall(rf"--{state}{part}:", tokens)) for part in ("", "-soft", "-line")] == [2, 2, 2]


def test_a_progress_bar_says_ahead_or_behind() -> None:
    html = out('<c-progress :value="42" expected="58" state="behind" />')

    assert re.findall(r"<title>(.*?)</title>", html) == ["进度 42%，序时进度 58%，落后 16 个百分点"]
    assert re.findall(r'progress-fill" y="2" width="([^"]*)"', html) == ["42"]
    assert re.findall(r'x1="([^"]*)"', html) == ["58"]


def test_an_unknown_progress_is_a_dash_and_no_bar() -> None:
    assert out('<c-progress :value="share" />', share=None) == '<span class="muted">—</span>'


def test_a_component_does_not_pick_up_words_of_the_page_around_it() -> None:
    html = out(
        '<c-alert>正文</c-alert><c-button label="好" />', title="页面标题", href="/elsewhere", kind="danger", name="x"
    )

    assert "页面标题" not in html
    assert "/elsewhere" not in html
    assert "danger" not in html


def test_a_field_ties_its_help_and_errors_to_the_input() -> None:
    form = Small({"name": ""}, auto_id="f_%s")

    html = out('<c-field :field="form.name" source="登记台账" />', form=form)

    assert re.findall(r'aria-describedby="([^"]*)"', html) == ["f_name_help f_name_errors"]
    assert re.findall(r'aria-invalid="([^"]*)"', html) == ["true"]
    assert re.findall(r'id="(f_name_\w+)"', html) == ["f_name_field", "f_name_help", "f_name_errors", "f_name_source"]


def test_an_error_summary_leads_to_the_fields() -> None:
    form = Small({"name": ""}, auto_id="f_%s")
    form.add_error(None, "实习生 11 人，超过 10 人。")

    html = out('<c-error-summary :form="form" />', form=form)

    assert re.findall(r"<li>(.*?)</li>", html) == [
        "实习生 11 人，超过 10 人。",
        '<a href="#f_name">请填写单位名称。</a>',
    ]


def test_a_form_without_content_shows_all_its_fields() -> None:
    html = out('<c-form :form="form" submit="保存" autosave="/draft" />', form=Small(auto_id="f_%s"))

    assert re.findall(r'name="(\w+)"', html) == ["name"]
    assert re.findall(r'data-autosave="([^"]*)"', html) == ["/draft"]


def test_what_was_typed_cannot_leave_its_attribute() -> None:
    nasty = '"><script>x</script>'

    html = out(
        '<c-card :title="t" /><c-stat :label="t" :value="t" /><c-button :label="t" :data-x="t" /><c-tag :label="t" />',
        t=nasty,
    )

    assert re.findall(r"<script", html) == []


def test_the_gallery_shows_every_component() -> None:
    shown = set(re.findall(r"<c-([a-z-]+)", "".join(path.read_text(encoding="utf-8") for path in TEMPLATES))) - {
        "vars",
        "slot",
    }
    components = {path.stem.replace("_", "-") for path in (CORE / "templates/cotton").glob("*.html")}

    assert shown == components - {"page-head", "way-out"}
    assert {name for name in components if f"c-{name}`" not in card()} == set()


def card() -> str:
    """The card of the components, for those who build pages."""
    return (CORE.parents[2] / "docs/components.md").read_text(encoding="utf-8")


def test_a_page_is_painted_once_its_foot_has_been_read() -> None:
    html = gallery()

    (awaited,) = re.findall(r'<link rel="expect" href="#(\w+)" blocking="render">', html)
    assert html.index("</main>") < html.index(f'id="{awaited}"') < html.index("</body>")
    assert 'rel="expect"' not in render_to_string("base_skeleton.html")


def test_the_gallery_keeps_our_security_policy_and_its_addresses() -> None:
    html = gallery()
    inside = re.findall(r"<script>(.*?)</script>", html, re.S)
    ids = re.findall(r'\sid="([^"]+)"', html)

    assert re.findall(r"\sstyle=|\son[a-z]+=|<style|javascript:", html) == []
    assert [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in inside] == [ALLOWED]
    assert sorted(ids) == sorted(set(ids))
    assert set(re.findall(r"icons\.svg#([\w-]+)", html)) - set(re.findall(r'<symbol id="([\w-]+)"', ICONS)) == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_carries_style_or_script(path: Path) -> None:
    assert re.findall(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*\ssrc=)", path.read_text(encoding="utf-8")) == []


TOO_YOUNG = r":has\(|:is\(|:where\(|color-mix|light-dark|oklch|@container|@layer|aspect-ratio|\binset:|(?<![-\w])inset-|margin-inline|padding-inline"


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_sheets_are_read_by_chromium_80(path: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)

    assert re.findall(TOO_YOUNG, css) == []
    assert [
        rule for rule in re.findall(r"\{([^{}]*)\}", css) if re.search(r"\bflex;", rule) and re.search(r"\bgap:", rule)
    ] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_read_by_chromium_80_and_say_what_they_do(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert re.findall(r"\?\?=|\|\|=|&&=|\.at\(|replaceAll|structuredClone|innerHTML|eval\(", source) == []
    assert source.startswith("// ")


def test_the_first_view_is_small() -> None:
    html = gallery()
    wanted = set(re.findall(r'(?:href|src)="/?static/([^"#]+)', html))
    files = [Path(found) for found in map(finders.find, sorted(wanted)) if isinstance(found, str)]

    assert len(files) == len(wanted)
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) + len(gzip.compress(html.encode())) < FIRST_VIEW


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "405.html", "500.html"])
def test_an_error_page_needs_nothing_and_shows_a_way_out(name: str) -> None:
    html = render_to_string(name)

    assert re.findall(r'<a class="btn btn-primary" href="([^"]*)"', html) == ["/"]
    assert len(re.findall(r"<h1>[^<]+</h1>", html)) == 1
