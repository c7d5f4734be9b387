"""文件被拒: why a file cannot be read at all. Fields for programs, ``str()`` for people.

Shared by every importer. What is wrong with one row or one line is no error but a finding in a report.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import DomainError


@dataclass(eq=False)
class FileRefused(DomainError):
    """文件被拒: nothing of this file was read.

    Attributes:
        name: the file's name as the sender gave it.
    """

    name: str

    def __str__(self) -> str:
        return f"“{self.name}”无法导入"


@dataclass(eq=False)
class EmptyFile(FileRefused):
    """空文件."""

    def __str__(self) -> str:
        return f"“{self.name}”是空文件，请重新选择"


@dataclass(eq=False)
class WrongFileKind(FileRefused):
    """文件类型不符: decided by the first bytes, never by the name.

    Attributes:
        found: what the content is, in Chinese (“PDF 文件”).
        expected: what would be read (“.xlsx 或 .xls 工作簿”).
    """

    found: str
    expected: str

    def __str__(self) -> str:
        return f"“{self.name}”按内容看是{self.found}，这里只能导入{self.expected}"


@dataclass(eq=False)
class PasswordProtected(FileRefused):
    """加密文件."""

    def __str__(self) -> str:
        return f"“{self.name}”设有打开密码，请去掉密码后重新提交"


@dataclass(eq=False)
class FileTooLarge(FileRefused):
    """文件过大: ``size`` and ``limit`` in bytes."""

    size: int
    limit: int

    def __str__(self) -> str:
        return f"“{self.name}”有 {_mega(self.size)}，超过上限 {_mega(self.limit)}，请拆分后重新提交"


@dataclass(eq=False)
class InflatesTooMuch(FileRefused):
    """解压后过大: a zip bomb, or a sheet nobody could have typed. ``limit`` in bytes."""

    part: str
    limit: int

    def __str__(self) -> str:
        return f"“{self.name}”解压后超过上限 {_mega(self.limit)}（{self.part}），内容过大或疑为压缩炸弹，已停止读取"


@dataclass(eq=False)
class DamagedFile(FileRefused):
    """文件损坏: cut off or altered. ``why`` in Chinese."""

    why: str

    def __str__(self) -> str:
        return f"“{self.name}”已损坏或不完整（{self.why}），请重新下载后提交"


@dataclass(eq=False)
class ReadingTookTooMuch(FileRefused):
    """超出资源上限: the reader was stopped. ``what`` is “时间”, “内存” or “单元格”, ``limit`` says how much was allowed."""

    what: str
    limit: str

    def __str__(self) -> str:
        return f"读取“{self.name}”所需{self.what}超过上限 {self.limit}，已停止读取"


FILE_PROBLEMS = tuple(FileRefused.__subclasses__())
"""What any file may be refused for."""


def _mega(size: int) -> str:
    return f"{size / 1_048_576:.0f} MB" if size >= 1_048_576 else f"{size} 字节"
