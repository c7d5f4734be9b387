"""本地数据库的毛病: what can go wrong with the managed server, one Chinese sentence each with its remedy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.errors import DomainError


class LocalNeo4jProblem(DomainError):
    """本地 Neo4j 的问题: an operator can mend it."""


@dataclass(eq=False)
class JarUnavailable(LocalNeo4jProblem):
    """缺少程序包: a jar is neither in the folder nor to be had."""

    jar: str
    folder: Path
    cause: str

    def __str__(self) -> str:
        return (
            f"缺少 Neo4j 程序包 {self.jar}（{self.cause}）；"
            f"请检查网络后重试，或把它放进 {self.folder}"
        )


@dataclass(eq=False)
class JarAltered(LocalNeo4jProblem):
    """程序包被改: a jar is not the one that the lock names."""

    jar: str
    folder: Path

    def __str__(self) -> str:
        return (
            f"Neo4j 程序包 {self.jar} 不完整或被改动（与锁定的 SHA-256 不符）；"
            f"请删除 {self.folder / self.jar} 后重试"
        )


@dataclass(eq=False)
class JarForeign(LocalNeo4jProblem):
    """下载不符: the repository answers with another jar than the lock names. Nothing of it was kept."""

    jar: str
    repository: str

    def __str__(self) -> str:
        return (
            f"从 {self.repository} 下载的 Neo4j 程序包 {self.jar} 与锁定的 SHA-256 不符，未予采用；"
            "请检查网络或镜像后重试"
        )


@dataclass(eq=False)
class PortTaken(LocalNeo4jProblem):
    """端口被占: somebody else listens there."""

    port: int

    def __str__(self) -> str:
        return f"端口 {self.port} 已被其他程序占用；请停掉它，或用 QUANZE_NEO4J_PORT 换一个端口（0 为任选）"


@dataclass(eq=False)
class DiskFull(LocalNeo4jProblem):
    """磁盘已满: no room for the database."""

    folder: Path

    def __str__(self) -> str:
        return f"磁盘空间不足，数据库无法写入 {self.folder}；请腾出空间后重试"


@dataclass(eq=False)
class FolderInUse(LocalNeo4jProblem):
    """数据目录被占: another Neo4j, perhaps of another machine or container, holds the data."""

    folder: Path

    def __str__(self) -> str:
        return f"数据目录 {self.folder} 正被另一个 Neo4j 使用；请先停掉那一个"


@dataclass(eq=False)
class FolderUnwritable(LocalNeo4jProblem):
    """目录不可写: no permission."""

    folder: Path
    cause: str

    def __str__(self) -> str:
        return f"无法写入 {self.folder}（{self.cause}）；请检查目录权限"


@dataclass(eq=False)
class DataNewer(LocalNeo4jProblem):
    """数据比 Neo4j 新: a later Neo4j wrote the data."""

    written_by: str
    ours: str

    def __str__(self) -> str:
        return (
            f"数据由更新的 Neo4j {self.written_by} 写成，本程序带的是 {self.ours}；"
            "请升级程序，不要用旧版本打开"
        )


@dataclass(eq=False)
class WrongPassword(LocalNeo4jProblem):
    """密码不符: the password file is not the one that this database was made with."""

    file: Path

    def __str__(self) -> str:
        return f"密码文件 {self.file} 与数据库不符；请恢复原来的密码文件"


@dataclass(eq=False)
class Busy(LocalNeo4jProblem):
    """正被操作: another command starts or stops this database and does not come to an end."""

    lock: Path

    def __str__(self) -> str:
        return f"另一个命令正在启动或停止这个数据库（{self.lock}）；请稍后再试"


@dataclass(eq=False)
class DidNotStart(LocalNeo4jProblem):
    """未能启动: for a reason that we have no sentence for."""

    log: Path
    last_line: str

    def __str__(self) -> str:
        return f"Neo4j 未能启动：{self.last_line or '没有留下原因'}；详见 {self.log}"


@dataclass(eq=False)
class NotRunning(LocalNeo4jProblem):
    """未启动: there is no server to connect to."""

    def __str__(self) -> str:
        return "本地数据库没有启动；请先运行 ./quanze db start"


@dataclass(eq=False)
class ExternalServer(LocalNeo4jProblem):
    """外部服务器: the settings name one, so the local server is not ours to start or stop."""

    uri: str

    def __str__(self) -> str:
        return f"设置 QUANZE_NEO4J_URI 指定了外部数据库 {self.uri}；本地数据库的命令对它不起作用"
