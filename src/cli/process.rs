//! Other programs that convert a draft: run apart from the terminal, bounded in time, output and memory.

use std::{
    io::{Read, Write as _},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

/// What a program may use up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// On the clock.
    pub(super) time: Duration,
    /// Bytes of standard output.
    pub(super) output: u64,
}

/// What a program left that ended by itself.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) status: ExitStatus,
    pub(super) output: Vec<u8>,
    /// What it complained of, the first 64 KiB.
    pub(super) complaints: String,
}

/// Why there is nothing to read of a program.
#[derive(Debug)]
pub(super) enum Stopped {
    /// It is not on the PATH, or not to be started.
    Absent,
    /// It took too long.
    Late,
    /// It wrote too much.
    Flood,
}

/// How often it is looked whether a program has ended.
const PACE: Duration = Duration::from_millis(4);
/// How much of what a program complains of is kept, in bytes.
const COMPLAINTS: u64 = 64 << 10;
/// Address space of a program, in bytes, where the system can bound it.
#[cfg(target_os = "linux")]
const MEMORY: u64 = 8 << 30;

/// Runs a program with these bytes as its standard input; one that exceeds a limit is ended with all it started.
pub(super) fn run(command: &mut Command, input: &[u8], limits: Limits) -> Result<Ended, Stopped> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // What it says is looked at, so it has to be in one language.
    command.env("LC_ALL", "C.UTF-8");
    apart(command);
    let mut child = command.spawn().map_err(|_| Stopped::Absent)?;
    bound(&child);
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let deadline = Instant::now() + limits.time;
    thread::scope(|scope| {
        // A program that does not read on says why by other means.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        let output = scope.spawn(move || read(stdout, limits.output + 1));
        let complaints = scope.spawn(move || read_all(stderr, COMPLAINTS));
        let read = until(deadline, || output.is_finished() && complaints.is_finished());
        let in_time = read && until(deadline, || matches!(child.try_wait(), Ok(Some(_))));
        if !in_time {
            kill(&mut child);
        }
        let status = child.wait();
        let output = output.join().unwrap_or_default();
        let complaints = complaints.join().unwrap_or_default();
        match status {
            _ if output.len() as u64 > limits.output => Err(Stopped::Flood),
            Ok(status) if in_time => Ok(Ended { status, output, complaints }),
            _ => Err(Stopped::Late),
        }
    })
}

/// The first bytes of a pipe, which is then closed; what was read before it broke counts.
fn read(from: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = from.map(|from| from.take(most).read_to_end(&mut bytes));
    bytes
}

/// The first bytes of a pipe as text; the rest is read, too, since a program must be able to go on complaining.
fn read_all(from: Option<impl Read>, most: u64) -> String {
    let mut bytes = Vec::new();
    if let Some(mut from) = from {
        let _ = from.by_ref().take(most).read_to_end(&mut bytes);
        let _ = std::io::copy(&mut from, &mut std::io::sink());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Waits for something, until a point in time at most; whether it came to pass.
fn until(deadline: Instant, mut done: impl FnMut() -> bool) -> bool {
    loop {
        if done() {
            return true;
        }
        if Instant::now() >= deadline {
            return false;
        }
        thread::sleep(PACE);
    }
}

/// Makes what a command starts a group of its own.
#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn apart(_: &mut Command) {}

/// Ends a program that still runs and all that it started.
#[cfg(unix)]
fn kill(child: &mut Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    // It was not waited for yet, so its id is still its own.
    let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
}

#[cfg(not(unix))]
fn kill(child: &mut Child) {
    let _ = child.kill();
}

/// Bounds the memory of a program that was just started.
#[cfg(target_os = "linux")]
fn bound(child: &Child) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let limit = Rlimit { current: Some(MEMORY), maximum: Some(MEMORY) };
    let _ = prlimit(Some(Pid::from_child(child)), Resource::As, limit);
}

#[cfg(not(target_os = "linux"))]
fn bound(_: &Child) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn sh(script: &str, input: &[u8], time: u64) -> Result<Ended, Stopped> {
        let limits = Limits { time: Duration::from_millis(time), output: 1000 };
        run(Command::new("sh").args(["-c", script]), input, limits)
    }

    #[test]
    fn what_a_program_says_is_kept() {
        let ended = sh("cat; echo bad >&2; exit 3", b"in", 5000).unwrap();
        assert_eq!((ended.output.as_slice(), ended.complaints.as_str()), (&b"in"[..], "bad\n"));
        assert_eq!(ended.status.code(), Some(3));
        assert!(sh("exit 0", &vec![b'x'; 1 << 20], 5000).is_ok(), "it need not read its input");
        let loud = sh("yes bad | head -c 1000000 >&2; echo done", b"", 20_000).unwrap();
        assert_eq!(loud.output, b"done\n");
    }

    #[test]
    fn limits_hold_for_all_that_a_program_starts() {
        let before = Instant::now();
        assert!(matches!(sh("sleep 50 & sleep 50", b"", 100), Err(Stopped::Late)));
        assert!(matches!(sh("sleep 50 & exit 0", b"", 100), Err(Stopped::Late)));
        assert!(matches!(sh("exec >&- 2>&-; sleep 50", b"", 100), Err(Stopped::Late)));
        assert!(matches!(sh("yes", b"", 50_000), Err(Stopped::Flood)));
        assert!(before.elapsed() < Duration::from_secs(20));
        let limits = Limits { time: Duration::from_secs(1), output: 1 };
        let absent = run(&mut Command::new("no-such-program-here"), b"", limits);
        assert!(matches!(absent, Err(Stopped::Absent)));
    }
}
