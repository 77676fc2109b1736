# Programs with windows, and a music server, open exported files; prints what they hold then as JSON: [{"start"?, "end"?, "name"}].
# usage: python3 scripts/desktop-readers.py READER FILE AUDIO [--picture PNG]    ·    python3 scripts/desktop-readers.py --version READER
# Needs Debian's audacity, sonic-visualiser, mixxx, ffmpeg, xvfb, xdotool, imagemagick (audacity only), mpd, mpc. The windows open on a display of their own.
import bz2
import fcntl
import json
import os
import re
import select
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as tree
from contextlib import contextmanager

WAIT_SECONDS = 90
QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def wait_for(what, holds, seconds=WAIT_SECONDS):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return
        time.sleep(0.1)
    raise TimeoutError(f"{what} did not come within {seconds} s")


def end(process):
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()


@contextmanager
def display(home):
    """The environment of a program that is not to find our settings or our screen."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1100x520x24", "-nolisten", "tcp"], pass_fds=[write], **QUIET
    )
    os.close(write)
    try:
        with os.fdopen(read) as number:
            screen = number.readline().strip()
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "WAYLAND"))}
        yield {**plain, "DISPLAY": f":{screen}", "HOME": home}
    finally:
        end(server)


AUDACITY_MODULE = "/usr/lib/audacity/modules/mod-script-pipe.so"
FINISHED = "BatchCommand finished"
AUDACITY_PIPES = [f"/tmp/audacity_script_pipe.{way}.{os.getuid()}" for way in ("to", "from")]


def audacity_settings(home):
    """It loads the module for scripts only when its settings know the module's date, and asks nothing when they know its own version."""
    major, minor, micro = re.match(r"(\d+)\.(\d+)\.(\d+)", debian_version("audacity")).groups()
    date = time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(os.path.getmtime(AUDACITY_MODULE)))
    folder = os.path.join(home, ".config", "audacity")
    os.makedirs(folder)
    with open(os.path.join(folder, "audacity.cfg"), "w") as file:
        file.write(
            f"PrefsVersion=1.1.1r1\n[Directories]\nTempDir={home}/temporary\n[Version]\nMajor={major}\nMinor={minor}\nMicro={micro}\n"
            "[GUI]\nShowSplashScreen=0\n[Module]\nmod-script-pipe=1\n"
            f"[ModulePath]\nmod-script-pipe={AUDACITY_MODULE}\n[ModuleDateTime]\nmod-script-pipe={date}\n"
        )


def clear_pipes():
    """Pipes outlive a program that was killed; those of one that runs stay, since there can be only one."""
    try:
        os.close(os.open(AUDACITY_PIPES[0], os.O_WRONLY | os.O_NONBLOCK))
        raise RuntimeError("another Audacity with open pipes is running: end it first")
    except OSError:  # nobody reads it, or it is not there
        for pipe in filter(os.path.exists, AUDACITY_PIPES):
            os.remove(pipe)


def audacity(path, audio, picture):
    with open(os.path.join(tempfile.gettempdir(), f"collap-audacity-{os.getuid()}.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # those who want the same pipes wait
        return run_audacity(path, audio, picture)


def run_audacity(path, audio, picture):
    clear_pipes()
    with tempfile.TemporaryDirectory() as home, display(home) as environment:
        audacity_settings(home)
        program = subprocess.Popen(["unshare", "-r", "-i", "audacity"], env=environment, **QUIET)
        try:
            wait_for("Audacity", lambda: all(os.path.exists(pipe) for pipe in AUDACITY_PIPES))
            return drive_audacity(path, audio, picture, environment)
        finally:
            end(program)
            clear_pipes()


class AudacityPipes:
    """Commands as lines, answers as paragraphs. What is sent before Audacity is ready is lost."""

    def __init__(self):
        self.to, self.answers = (os.open(pipe, os.O_RDWR) for pipe in AUDACITY_PIPES)
        wait_for("an answer of Audacity", lambda: FINISHED in self.do("GetInfo: Type=Tracks"))

    def send(self, command):
        os.write(self.to, f"{command}\n".encode())

    def answer(self):
        """Ends with a line about the command; an empty one is all that comes to what was sent too early."""
        text = ""
        while FINISHED not in text and text != "\n":
            if not select.select([self.answers], [], [], WAIT_SECONDS)[0]:
                raise TimeoutError(f"Audacity does not answer; it said {text}")
            text += os.read(self.answers, 65536).decode()
        return text.lstrip("\n")

    def do(self, command):
        self.send(command)
        return self.answer()

    def close(self):
        os.close(self.to)
        os.close(self.answers)


def drive_audacity(path, audio, picture, environment):
    pipes = AudacityPipes()
    try:
        pipes.do(f'Import2: Filename="{audio}"')
        pipes.send("ImportLabels:")  # it asks for the file in a window, where we type
        window = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "Select one or more|Select a"]
        subprocess.run(window, env=environment, timeout=WAIT_SECONDS, **QUIET)
        time.sleep(1)
        for keys in (["type", "--delay", "20", path], ["key", "Return"]):
            subprocess.run(["xdotool", *keys], env=environment, check=True, **QUIET)
            time.sleep(1)
        pipes.answer()
        labels = json.loads(pipes.do("GetInfo: Type=Labels Format=JSON").split("BatchCommand")[0])
        if picture:
            for command in ("FitInWindow:", "FitV:", "SelectNone:"):
                pipes.do(command)
            time.sleep(1)
            subprocess.run(["import", "-window", "root", "-strip", picture], env=environment, check=True, **QUIET)
    finally:
        pipes.close()
    (track,) = labels
    return [{"start": start, "end": stop, "name": name} for start, stop, name in track[1]]


def sonic_visualiser_settings(home):
    """Without an answer to its question about the network it waits for one."""
    folder = os.path.join(home, ".config", "sonic-visualiser")
    os.makedirs(folder)
    version = debian_version("sonic-visualiser").split("-")[0]
    with open(os.path.join(folder, "Sonic Visualiser.conf"), "w") as file:
        file.write(f"[Preferences]\nnetwork-permission-{version}=false\n")


def sonic_visualiser(path, audio, _):
    with tempfile.TemporaryDirectory() as home, display(home) as environment:
        sonic_visualiser_settings(home)
        script, saved = os.path.join(home, "script"), os.path.join(home, "saved.sv")
        with open(script, "w") as file:
            file.write(f"/open {audio}\n3\n/open {path}\n3\n/save {saved}\n2\n/quit\n")
        command = ["sonic-visualiser", "--no-audio", "--osc-script", script]
        environment["QT_QPA_PLATFORM"] = "xcb"
        subprocess.run(command, env=environment, timeout=2 * WAIT_SECONDS, **QUIET)
        session = tree.fromstring(bz2.open(saved).read())
    rate = int(session.find("data/model[@type='sparse']").get("sampleRate"))
    points = [{name: p.get(name) for name in ("frame", "duration", "label")} for p in session.iter("point")]
    return [
        {"start": int(p["frame"]) / rate, "end": (int(p["frame"]) + int(p["duration"])) / rate, "name": p["label"]}
        for p in points
    ]


def mpd(path, audio, _):
    """The songs that the server's queue holds after it loaded the playlist: their files must be those."""
    with tempfile.TemporaryDirectory() as home:
        music, settings, socket = (os.path.join(home, name) for name in ("music", "mpd.conf", "socket"))
        os.makedirs(music)
        shutil.copy(audio, music)
        with open(path, "rb") as file:
            text = file.read().replace(os.path.dirname(audio).encode(), music.encode())
        with open(os.path.join(music, os.path.basename(path)), "wb") as file:
            file.write(text)
        with open(settings, "w") as file:
            file.write(
                f'music_directory "{music}"\nplaylist_directory "{home}"\nbind_to_address "{socket}"\ndb_file "{home}/db"\n'
                'audio_output {\n  type "null"\n  name "none"\n}\n'
            )
        server = subprocess.Popen(["mpd", "--no-daemon", settings], **QUIET)

        def client(*arguments):
            return subprocess.run(["mpc", "--host", socket, *arguments], check=True, capture_output=True, text=True).stdout

        try:
            wait_for("mpd", lambda: os.path.exists(socket))
            client("--wait", "update")
            client("load", os.path.basename(path))
            return [{"name": name} for name in client("--format", "%file%", "playlist").splitlines()]
        finally:
            end(server)


def mixxx(path, audio, _):
    """The hot cues that it shows for the song, as its database has them; its clock begins with the padding of the encoder."""
    with tempfile.TemporaryDirectory() as home, display(home) as environment:
        settings = os.path.join(home, "settings") + "/"
        os.makedirs(settings)
        environment["QT_QPA_PLATFORM"] = "xcb"
        program = subprocess.Popen(["mixxx", "--settingsPath", settings, path], env=environment, **QUIET)
        try:
            answered = set()

            def holds():
                if program.poll() is not None:
                    raise RuntimeError("Mixxx ended by itself")
                answer_mixxx(environment, answered)
                return mixxx_cues(settings)

            wait_for("cues in the database of Mixxx", holds, 2 * WAIT_SECONDS)
            cues = mixxx_cues(settings)
        finally:
            end(program)
    probe = ["ffprobe", "-v", "error", "-show_entries", "stream=start_time", "-of", "csv=p=0", path]
    padding = float(subprocess.run(probe, check=True, capture_output=True, text=True).stdout)
    # positions are samples of two channels
    return [{"start": position / 2 / rate - padding, "name": name} for position, rate, name in cues]


MIXXX_ANSWERS = {"Choose music library directory": "Escape", "No Output Devices": "Return"}


def answer_mixxx(environment, answered):
    """It asks where the music is (nowhere) and what to do without a sound card (to go on), each once; a key too many would end it."""
    for title in MIXXX_ANSWERS.keys() - answered:
        search = ["xdotool", "search", "--onlyvisible", "--name", title]
        windows = subprocess.run(search, env=environment, capture_output=True, text=True).stdout.split()
        for window in windows:
            time.sleep(1)  # until it listens
            subprocess.run(["xdotool", "key", "--window", window, MIXXX_ANSWERS[title]], env=environment, **QUIET)
            answered.add(title)


def mixxx_cues(settings):
    database = os.path.join(settings, "mixxxdb.sqlite")
    if not os.path.exists(database):
        return []
    query = "select position, samplerate, label from cues join library on library.id = track_id where hotcue >= 0 order by hotcue"
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            return connection.execute(query).fetchall()
    except sqlite3.OperationalError:  # it is being made, or written
        return []


def debian_version(package):
    found = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True)
    return found.stdout or None


READERS = {
    "audacity": (audacity, ["audacity", "Xvfb", "xdotool", "import"]),
    "sonic-visualiser": (sonic_visualiser, ["sonic-visualiser", "Xvfb"]),
    "mixxx": (mixxx, ["mixxx", "Xvfb", "xdotool", "ffprobe"]),
    "mpd": (mpd, ["mpd", "mpc"]),
}

if __name__ == "__main__":
    if sys.argv[1] == "--version":
        programs = READERS[sys.argv[2]][1]
        if not all(map(shutil.which, programs)):
            sys.exit(1)
        print(debian_version(programs[0]))
    else:
        picture = sys.argv[5] if "--picture" in sys.argv else None
        print(json.dumps(READERS[sys.argv[1]][0](sys.argv[2], sys.argv[3], picture)))
