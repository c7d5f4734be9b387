"""What can go wrong with the local server is told in one Chinese sentence; no server is started here."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from server import local_neo4j
from server.local_neo4j import process
from server.local_neo4j.diagnosis import diagnose
from server.local_neo4j.home import Home
from server.local_neo4j.problems import (
    DataNewer,
    DidNotStart,
    DiskFull,
    FolderInUse,
    FolderUnwritable,
    JarUnavailable,
    NotRunning,
    PortTaken,
)
from server.local_neo4j.process import Record


def test_a_taken_port_is_named(home: Home, neo4j_options: local_neo4j.Options) -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        port = somebody.getsockname()[1]

        with pytest.raises(PortTaken, match=rf"端口 {port} 已被其他程序占用"):
            local_neo4j.start(home.folder, replace(neo4j_options, port=port))


def test_data_of_a_newer_neo4j_is_not_touched(
    home: Home, neo4j_options: local_neo4j.Options
) -> None:
    home.make()
    home.written_by.write_text("2026.01.3\n")

    with pytest.raises(DataNewer, match=r"更新的 Neo4j 2026\.01\.3 写成.*请升级程序"):
        local_neo4j.start(home.folder, neo4j_options)


def test_a_disk_without_room_stops_the_start(
    home: Home, neo4j_options: local_neo4j.Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk's answer is made up here; ``test_a_full_disk…`` fills a real one where it may."""
    monkeypatch.setattr(shutil, "disk_usage", _nearly_full)

    with pytest.raises(DiskFull, match=r"磁盘空间不足.*请腾出空间后重试"):
        local_neo4j.start(home.folder, neo4j_options)


def _nearly_full(_: Path) -> SimpleNamespace:
    return SimpleNamespace(total=10**9, used=10**9, free=10**6)


def test_a_full_disk_stops_the_start(
    small_disk: Callable[[str], Path], neo4j_options: local_neo4j.Options
) -> None:
    folder = small_disk("size=1m")

    with pytest.raises(DiskFull, match="磁盘空间不足"):
        local_neo4j.start(folder / "neo4j", neo4j_options)


def test_a_disk_that_is_full_to_the_last_byte_stops_the_start(
    small_disk: Callable[[str], Path], neo4j_options: local_neo4j.Options
) -> None:
    folder = small_disk("size=16k,nr_inodes=1")

    with pytest.raises(DiskFull, match="磁盘空间不足"):
        local_neo4j.start(folder / "neo4j", neo4j_options)


def test_a_read_only_disk_is_told(
    small_disk: Callable[[str], Path], neo4j_options: local_neo4j.Options
) -> None:
    folder = small_disk("size=1m,ro")

    with pytest.raises(FolderUnwritable, match="请检查目录权限"):
        local_neo4j.start(folder / "neo4j", neo4j_options)


def test_without_jars_and_network_the_missing_jar_is_named(home: Home, tmp_path: Path) -> None:
    options = local_neo4j.Options(tmp_path / "jars", own_jars=True)

    with pytest.raises(JarUnavailable, match=r"缺少 Neo4j 程序包 .+\.jar"):
        local_neo4j.start(home.folder, options)


def test_who_wants_to_connect_before_the_start_is_told(home: Home) -> None:
    with pytest.raises(NotRunning, match=r"请先运行 \./quanze db start"):
        local_neo4j.require(home.folder)


def test_a_recorded_number_that_now_belongs_to_another_process_is_not_our_server(
    home: Home,
) -> None:
    home.make()
    me = psutil.Process()
    Record(me.pid, me.create_time(), 7687).write(home)

    assert local_neo4j.status(home.folder) is None
    assert local_neo4j.stop(home.folder) is False


def test_a_process_that_started_later_than_recorded_is_not_believed(
    home: Home, look_alike: subprocess.Popen[bytes]
) -> None:
    """Even with our command line it is found by looking, not by its number."""
    Record(look_alike.pid, time.time() - 3600, 7687).write(home)

    found = process.find(home)

    assert found is not None
    assert found.pid == look_alike.pid


def test_a_server_whose_record_was_lost_is_found(
    home: Home, look_alike: subprocess.Popen[bytes]
) -> None:
    found = process.find(home)

    assert found is not None
    assert found.pid == look_alike.pid


def test_a_server_that_does_not_listen_yet_is_starting(
    home: Home, look_alike: subprocess.Popen[bytes]
) -> None:
    assert look_alike.poll() is None
    assert local_neo4j.is_starting(home.folder)
    assert local_neo4j.status(home.folder) is None


def test_a_server_of_another_folder_is_left_alone(
    tmp_path: Path, look_alike: subprocess.Popen[bytes]
) -> None:
    assert local_neo4j.stop(tmp_path / "neo4j2") is False
    assert look_alike.poll() is None


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"pid": 1}', '{"pid":"x","started":0,"port":1}']
)
def test_a_damaged_record_is_taken_for_none(home: Home, damage: str) -> None:
    home.make()
    home.record.write_text(damage)

    assert local_neo4j.status(home.folder) is None


def test_a_left_over_lock_file_means_nothing(home: Home) -> None:
    """The lock is the kernel's, and dies with its holder."""
    home.make()
    holder = "import sys, filelock, os; filelock.FileLock(sys.argv[1]).acquire(); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", holder, str(home.lock)], check=False)
    home.lock.touch()

    assert local_neo4j.stop(home.folder) is False


def test_a_crash_is_told_at_the_next_start(home: Home, neo4j_options: local_neo4j.Options) -> None:
    home.make()
    Record(2**22 + 1, 0.0, 7687).write(home)
    home.written_by.write_text("9999.1\n")  # so that the start ends here
    said: list[str] = []

    with pytest.raises(DataNewer):
        local_neo4j.start(home.folder, neo4j_options, say=said.append)

    assert said == [
        f"数据库上次没有正常停止（进程 {2**22 + 1} 已不在），现在重新启动，数据会自动恢复"
    ]


def test_the_password_is_made_once_and_only_for_the_owner(home: Home) -> None:
    home.make()

    password = home.password()

    assert home.password() == password
    assert len(password) >= 32
    assert home.password_file.stat().st_mode & 0o777 == 0o600
    assert home.folder.stat().st_mode & 0o777 == 0o700


def test_a_password_file_that_others_may_read_is_closed_again(home: Home) -> None:
    home.make()
    home.password()
    home.password_file.chmod(0o644)

    home.password()

    assert home.password_file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("printed", "problem", "sentence"),
    [
        ("Caused by: java.io.IOException: No space left on device", DiskFull, "磁盘空间不足"),
        ("Lock file has been locked by another process: x", FolderInUse, "正被另一个 Neo4j 使用"),
        ("bind(..) failed with error(-98): Address already in use", PortTaken, "端口 7687 已被"),
        (
            "ERROR Failed to start\nCaused by: java.lang.Oops",
            DidNotStart,
            "Caused by: java.lang.Oops",
        ),
        ("", DidNotStart, "没有留下原因"),
    ],
)
def test_what_a_dying_server_prints_becomes_a_sentence(
    home: Home, printed: str, problem: type[Exception], sentence: str
) -> None:
    home.make()
    home.console.write_text(f"2026-11-23 INFO  Starting...\n{printed}\n\tat org.neo4j.X\n")

    found = diagnose(home, 7687)

    assert type(found) is problem
    assert sentence in str(found)


@pytest.fixture
def look_alike(home: Home) -> Iterator[subprocess.Popen[bytes]]:
    """A process with the command line of a server of this folder, which listens nowhere."""
    home.make()
    wait = "import time; print(flush=True); time.sleep(60)"
    command = [sys.executable, "-c", wait, f"--home-dir={home.folder}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.readline()
        yield running
        running.kill()
