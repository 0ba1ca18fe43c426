"""Pictures whose words say nothing to somebody who does not see them."""

import pytest

from cto_portfolio.text import alternatives


@pytest.mark.parametrize(
    "picture",
    [
        "![](a.png)",
        "![ ](a.png)",
        "![][a]",
        "[![](a.png)](b.md)",
        '![](a.png "a title")',
        '<img src="a.png">',
        "<IMG src=a.png>",
        '<img src="alt.png" title="alt">',
        '<img src="a.png" data-alt="a">',
        "![image](a.png)",
        "![Image 3](a.png)",
        "![Screenshot](a.png)",
        "![Screenshot 2024-05-01 at 10.00.00](a.png)",
        "![a.png](a.png)",
        "![IMG_0123](a.png)",
        '<img alt="Alt text" src="a.png">',
        "<img alt=photo src=a.png>",
    ],
)
def test_a_picture_without_words_is_said_with_its_line(picture: str) -> None:
    (unspoken,) = alternatives.unspoken(f"One.\n\n{picture}\n")

    assert unspoken.line == 3


@pytest.mark.parametrize(
    "text",
    [
        "![Deploy time by month](a.png)",
        "![The image of a queue](a.png)",
        "![Screenshot of the queue](a.png)",
        '<img alt="" src="a.png">',
        "<img alt src=a.png>",
        "<img src=\"a.png\" alt='Deploy time'>",
        '<img src="a.png" aria-hidden="true">',
        '<img src="a.png" role="presentation">',
        "`![](a.png)` and `<img>`",
        "```\n![](a.png)\n```",
        "<!-- ![](a.png) -->",
        "\\![](a.png)",
        "![](a.png){ alt='Deploy time' }",
        "![] and [](a.md)",
        "![[a.png]]",
    ],
)
def test_words_decoration_and_code_are_left_in_peace(text: str) -> None:
    assert alternatives.unspoken(text) == []
