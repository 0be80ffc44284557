"""Our side: a Java process that is told what to open and when to run."""
import pathlib
import subprocess

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
JAR = ROOT / "bench/target/benchmarks.jar"


class Server:
    """Running java; closed at the end of a with block."""

    def __init__(self, java="java", vector=True, class_path=None, cpu=False):
        if class_path is None and not JAR.exists():
            raise SystemExit(f"{JAR} is missing: mvn -q -DskipTests package makes it")
        command = [java, "-Xmx4g", "--enable-native-access=ALL-UNNAMED"]
        command += ["--add-modules", "jdk.incubator.vector"] if vector else []
        command += ["-cp", class_path or str(JAR), "org.srmap.peers.PeerServer"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.cpu = cpu
        self.version = self.answer()
        self.opened = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def answer(self):
        line = self.process.stdout.readline().rstrip("\n")
        if not line.startswith("ok"):
            raise RuntimeError(line or "the Java process has ended")
        return line[3:]

    def tell(self, *words):
        self.process.stdin.write("\t".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def cpu_seconds(self):
        """CPU time of all threads so far (Linux)."""
        tasks = pathlib.Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def open(self, kind, *words):
        self.opened += 1
        name = f"{kind}{self.opened}"
        self.tell(kind, name, *words)
        return Subject(self, name)


class Subject:
    """Something that is open: called, it runs and returns its seconds."""

    def __init__(self, server, name):
        self.server, self.name = server, name

    def __call__(self):
        before = self.server.cpu_seconds() if self.server.cpu else 0
        wall = int(self.server.tell("run", self.name)) / 1e9
        return self.server.cpu_seconds() - before if self.server.cpu else wall

    def result(self, folder):
        file = pathlib.Path(folder) / f"{self.name}.npy"
        self.server.tell("save", self.name, file)
        return np.load(file)

    def close(self):
        self.server.tell("close", self.name)
