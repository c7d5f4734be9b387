"""``quanze demo``: the sample district, from import to applied list. Placeholder until the sample exists."""

from __future__ import annotations

import sys


def demo() -> None:
    """样例区：导入、修法、看影响、办理调整申请，然后提供服务。"""
    sys.exit(
        "样例区还没有做好（server/commands/demo.py）；环境和数据库命令已经可用，见 ./quanze --help"
    )
