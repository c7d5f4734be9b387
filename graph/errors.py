"""领域错误: what can go wrong for a user, as facts. Anything that is not a ``DomainError`` is a bug and may crash."""

from __future__ import annotations

from dataclasses import dataclass


class DomainError(Exception):
    """领域错误: ``str()`` is one Chinese sentence for people; the fields are for programs."""


@dataclass(eq=False)
class GraphUnavailable(DomainError):
    """图数据库不可用: unreachable, or every connection is taken. Nothing was written; try again."""

    cause: str

    def __str__(self) -> str:
        return f"图数据库暂时不可用，请稍后再试（{self.cause}）"


class GraphRefusedLogin(DomainError):
    """图数据库拒绝登录: user or password are wrong."""

    def __str__(self) -> str:
        return "图数据库拒绝登录，请核对用户名和密码"


@dataclass(eq=False)
class QueryTimedOut(DomainError):
    """查询超时: the server gave up; nothing was written."""

    seconds: float

    def __str__(self) -> str:
        return f"查询超过 {self.seconds:g} 秒仍未完成，已中止；请缩小范围后再试"


class GraphNeedsRestart(DomainError):
    """图数据库需要重启: it met an error that it cannot recover from while running, such as a full disk."""

    def __str__(self) -> str:
        return "图数据库遇到严重错误（多半是磁盘已满），已停止接受请求；请腾出磁盘空间后重启数据库"


class CommitUnknown(DomainError):
    """提交结果未知: the connection broke while committing, so it happened or it did not."""

    def __str__(self) -> str:
        return "提交时与图数据库的连接中断，结果未知；请先查询是否已办成，再决定是否重办"


@dataclass(eq=False)
class DatabaseNewer(DomainError):
    """数据库比程序新: it holds migrations that this program does not know."""

    unknown: tuple[str, ...]
    newest: str

    def __str__(self) -> str:
        return (
            f"数据库比程序新：其中已有 {'、'.join(self.unknown)}，"
            f"而本程序只到 {self.newest or '（无）'}；请先升级程序"
        )


@dataclass(eq=False)
class MigrationChanged(DomainError):
    """迁移文件被改: a released migration is not the one that was applied."""

    name: str

    def __str__(self) -> str:
        return f"迁移 {self.name} 已按另一份内容执行过；已发布的迁移不得修改，请恢复原文件并另写新的迁移"


@dataclass(eq=False)
class RowNotBuilt(DomainError):
    """规则未建: the situation is decided by a row that is not built yet; it is refused, never guessed."""

    row: str
    sentence: str

    def __str__(self) -> str:
        return f"此情形适用规则 {self.row}，系统尚未实现，不能办理（{self.sentence}）"


@dataclass(eq=False)
class VersionConflict(DomainError):
    """版本冲突 (VERSION_CONFLICT): something was done since the writer looked."""

    subject: str
    sent: int
    current: int

    def __str__(self) -> str:
        return (
            f"“{self.subject}”在您查看之后又有办理（您看到的版本号为 {self.sent}，现为 {self.current}），"
            "未作任何改动；请重新查看后再办"
        )


def check_version(subject: str, sent: int, current: int) -> None:
    """并发检查: the writer must have seen the newest version.

    Raises:
        VersionConflict
    """
    if sent != current:
        raise VersionConflict(subject, sent, current)
