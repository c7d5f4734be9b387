"""法规文件被拒: what only readers of statutes meet; the rest stands in ``importers.errors``."""

from __future__ import annotations

from dataclasses import dataclass

from importers.errors import FileRefused


@dataclass(eq=False)
class UnknownEncoding(FileRefused):
    """编码不明: neither UTF-8 nor GB18030.

    Attributes:
        byte: the first bad byte, printed as 0xFF.
        offset: its place in the file, from 0.
        line: its line, from 1.
    """

    byte: str
    offset: int
    line: int

    def __str__(self) -> str:
        return (
            f"“{self.name}”不是 UTF-8 也不是 GB18030 编码：第{self.line}行有无法识别的字节 {self.byte}"
            f"（文件第 {self.offset + 1} 个字节），请另存为 UTF-8 后重新提交"
        )


@dataclass(eq=False)
class NoStatute(FileRefused):
    """不像法规: more lines, or longer ones, than any statute has.

    Attributes:
        why: in Chinese, with the number and the limit.
    """

    why: str

    def __str__(self) -> str:
        return f"“{self.name}”不像法规文本：{self.why}"
