//! Old office formats: LibreOffice makes a .docx of them, in a private folder, without network and without macros.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tempfile::TempDir;

use super::process::{self, Limits, Stopped};
use crate::emit::uri;

/// What is printed of the program.
pub(super) const TOOL: &str = "LibreOffice";
/// The names it goes by.
const PROGRAMS: [&str; 2] = ["soffice", "libreoffice"];
/// To start, and to convert one draft.
pub(super) const LONGEST: Duration = Duration::from_secs(60);
/// For each further draft of the same start.
const EACH: Duration = Duration::from_secs(5);
/// How many drafts are converted in one start, which takes as long as a dozen of them.
const MOST: usize = 32;
/// The largest .docx that is taken, in bytes.
const LARGEST: u64 = 128 << 20;

/// A format that LibreOffice reads, told by the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// .doc of Word 97 to 2003, and .wps of WPS Office.
    Word,
    /// .rtf
    Rich,
    /// .odt
    Open,
}

impl Kind {
    /// The kind of a file, by its first bytes.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        if is_compound(bytes) && has_stream(bytes, "WordDocument") {
            return Some(Self::Word);
        }
        if bytes.starts_with(b"{\\rtf") {
            return Some(Self::Rich);
        }
        // The type stands uncompressed in the first entry.
        let open = b"mimetypeapplication/vnd.oasis.opendocument.text";
        (bytes.starts_with(b"PK\x03\x04") && bytes.get(30..).is_some_and(|at| at.starts_with(open)))
            .then_some(Self::Open)
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Word => "doc",
            Self::Rich => "rtf",
            Self::Open => "odt",
        }
    }

    /// The name of LibreOffice's filter. Left to guess, it takes what it does not know for plain text.
    fn filter(self) -> &'static str {
        match self {
            Self::Word => "MS Word 97",
            Self::Rich => "Rich Text Format",
            Self::Open => "writer8",
        }
    }
}

/// Whether a file is one of Microsoft's compound files: .doc, .xls, an encrypted .docx.
pub(super) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
}

/// Whether a compound file seems to have a stream of this name.
pub(super) fn has_stream(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Why a draft was not converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// LibreOffice is not on the PATH.
    Absent,
    /// It took too long.
    Late,
    /// It can't open the file: damaged, or protected by a password.
    Refused,
    /// The private folder can't be made or written to.
    Folder,
}

/// LibreOffice with a profile of its own, so that an open office is not disturbed; all it wrote goes with it.
#[derive(Debug, Default)]
pub(super) struct Office {
    /// One start at a time: a profile can't be shared.
    folder: Mutex<Option<TempDir>>,
    /// What was converted ahead, by the path of the draft.
    ahead: Mutex<HashMap<PathBuf, Converted>>,
}

/// A .docx, or why there is none.
type Converted = Result<Vec<u8>, Reason>;

impl Office {
    /// Converts drafts that will be asked for.
    pub(super) fn convert_ahead(&self, drafts: &[(PathBuf, Kind, Vec<u8>)]) {
        if drafts.is_empty() {
            return;
        }
        let bytes: Vec<_> = drafts.iter().map(|(_, kind, bytes)| (*kind, &bytes[..])).collect();
        let paths = drafts.iter().map(|(path, ..)| path.clone());
        let done = paths.zip(self.convert(&bytes));
        self.ahead.lock().unwrap_or_else(PoisonError::into_inner).extend(done);
    }

    /// The .docx of a draft.
    pub(super) fn docx(&self, path: &Path, kind: Kind, bytes: &[u8]) -> Converted {
        let ahead = self.ahead.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
        ahead.or_else(|| self.convert(&[(kind, bytes)]).pop()).unwrap_or(Err(Reason::Folder))
    }

    /// Converts drafts to .docx, many in one start.
    fn convert(&self, drafts: &[(Kind, &[u8])]) -> Vec<Converted> {
        let mut folder = self.folder.lock().unwrap_or_else(PoisonError::into_inner);
        let mut done: Vec<Converted> = vec![Err(Reason::Folder); drafts.len()];
        if folder.is_none() {
            *folder = profile().ok();
        }
        let Some(folder) = folder.as_ref() else { return done };
        let mut order: Vec<usize> = (0..drafts.len()).collect();
        order.sort_by_key(|&at| drafts[at].0);
        for group in order.chunk_by(|&one, &other| drafts[one].0 == drafts[other].0) {
            for group in group.chunks(MOST) {
                start(folder.path(), drafts, group, &mut done);
            }
        }
        done
    }
}

/// Converts drafts of one kind in one start, and again one by one those that a crash left behind.
fn start(folder: &Path, drafts: &[(Kind, &[u8])], group: &[usize], done: &mut [Converted]) {
    let outcome = converted(folder, drafts, group, done);
    let missing: Vec<usize> = group.iter().copied().filter(|&at| done[at].is_err()).collect();
    let crashed = matches!(outcome, Ok(false) | Err(Reason::Late)) && group.len() > 1;
    for at in missing {
        if crashed {
            start(folder, drafts, &[at], done);
        } else {
            done[at] = Err(outcome.err().unwrap_or(Reason::Refused));
        }
    }
}

/// Runs LibreOffice over drafts and takes what it made; whether it ended as it should.
fn converted(
    folder: &Path,
    drafts: &[(Kind, &[u8])],
    group: &[usize],
    done: &mut [Converted],
) -> Result<bool, Reason> {
    let kind = drafts[group[0]].0;
    let work = TempDir::new_in(folder).map_err(|_| Reason::Folder)?;
    let name = |at: usize, extension: &str| work.path().join(format!("{at}.{extension}"));
    for &at in group {
        fs::write(name(at, kind.extension()), drafts[at].1).map_err(|_| Reason::Folder)?;
    }
    let limits = Limits { time: LONGEST + EACH * (group.len() as u32 - 1), output: LARGEST };
    let run = |program: &&str| {
        let mut command = Command::new(program);
        command
            .arg(format!("-env:UserInstallation={}", uri(&folder.display().to_string())))
            .args(["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"])
            .arg(format!("--infilter={}", kind.filter()))
            .args(["--convert-to", "docx:MS Word 2007 XML", "--outdir"])
            .arg(work.path())
            .args(group.iter().map(|&at| name(at, kind.extension())))
            .current_dir(work.path())
            .env("SAL_USE_VCLPLUGIN", "svp")
            .env("TMPDIR", work.path());
        process::run(&mut command, b"", limits)
    };
    let ended = PROGRAMS.iter().map(run).find(|ended| !matches!(ended, Err(Stopped::Absent)));
    for &at in group {
        let made = name(at, "docx");
        let fits = fs::metadata(&made).is_ok_and(|made| made.len() <= LARGEST);
        if let Some(bytes) = fits.then(|| fs::read(&made).ok()).flatten() {
            done[at] = Ok(bytes);
        }
    }
    match ended {
        None | Some(Err(Stopped::Absent)) => Err(Reason::Absent),
        Some(Err(Stopped::Late | Stopped::Flood)) => Err(Reason::Late),
        Some(Ok(ended)) => Ok(ended.status.success()),
    }
}

/// A private folder with a profile in which documents load nothing from elsewhere and run no macros.
fn profile() -> io::Result<TempDir> {
    let folder = tempfile::Builder::new().prefix("nianbao-").tempdir()?;
    let user = folder.path().join("user");
    fs::create_dir(&user)?;
    let item = |(path, property, value)| {
        format!(
            "<item oor:path=\"/org.openoffice.{path}\"><prop oor:name=\"{property}\" oor:op=\"fuse\">\
             <value>{value}</value></prop></item>\n"
        )
    };
    let items = SETTINGS.map(item).concat();
    let schema = "http://www.w3.org/2001/XMLSchema";
    let settings = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <oor:items xmlns:oor=\"http://openoffice.org/2001/registry\" xmlns:xs=\"{schema}\" \
         xmlns:xsi=\"{schema}-instance\">\n{items}</oor:items>\n"
    );
    fs::write(user.join("registrymodifications.xcu"), settings)?;
    Ok(folder)
}

/// Linked pictures and sections are not loaded; if one were, the proxy is a port where nothing listens.
const SETTINGS: [(&str, &str, &str); 10] = [
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
];

#[cfg(test)]
#[expect(clippy::print_stdout, reason = "a skipped test says so")]
mod tests {
    use std::{io::Read as _, net::TcpListener, time::Instant};

    use super::*;

    fn installed() -> bool {
        let found =
            PROGRAMS.iter().any(|name| Command::new(name).arg("--version").output().is_ok());
        if !found {
            println!("skipped: LibreOffice is not installed");
        }
        found
    }

    fn rich(text: &str) -> Vec<u8> {
        let units = text.encode_utf16().map(|unit| format!("\\u{}?", unit.cast_signed()));
        let escaped = units.collect::<Vec<_>>().concat();
        format!("{{\\rtf1\\ansi {escaped}\\par}}").into_bytes()
    }

    /// The text of the body of a .docx, all tags left out.
    fn text(docx: &[u8]) -> String {
        let mut archive = zip::ZipArchive::new(io::Cursor::new(docx)).unwrap();
        let mut xml = String::new();
        archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
        let text = xml.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text);
        text.collect::<String>().trim().to_owned()
    }

    #[test]
    fn kinds_are_told_by_bytes() {
        let word = [
            &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..],
            b"..W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0",
        ]
        .concat();
        assert_eq!(Kind::of(&word), Some(Kind::Word));
        assert_eq!(Kind::of(&rich("年")), Some(Kind::Rich));
        for foreign in [&b""[..], b"PK\x03\x04", b"text", &word[..12]] {
            assert_eq!(Kind::of(foreign), None);
        }
    }

    #[test]
    fn drafts_are_converted_and_nothing_is_left_behind() {
        if !installed() {
            return;
        }
        let office = Office::default();
        let (one, other) = (rich("青禾镇2023年年报"), rich("白鹭镇2022年年报"));
        let broken = b"{\\rtf1".to_vec();
        let word = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[7; 900]].concat();
        let drafts = [
            (Kind::Rich, one.as_slice()),
            (Kind::Word, word.as_slice()),
            (Kind::Rich, other.as_slice()),
            (Kind::Open, broken.as_slice()),
        ];
        let done = office.convert(&drafts);
        assert_eq!(text(done[0].as_ref().unwrap()), "青禾镇2023年年报");
        assert_eq!(text(done[2].as_ref().unwrap()), "白鹭镇2022年年报");
        assert_eq!((&done[1], &done[3]), (&Err(Reason::Refused), &Err(Reason::Refused)));
        let folder = office.folder.lock().unwrap().as_ref().unwrap().path().to_owned();
        let left: Vec<_> =
            fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["user"]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        }
        drop(office);
        assert!(!folder.exists());
    }

    #[test]
    fn a_draft_that_links_to_a_picture_makes_no_connection() {
        if !installed() {
            return;
        }
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        let namespaces = ["office", "text"]
            .map(|name| {
                format!("xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\"")
            })
            .join(" ");
        let content = format!(
            "<office:document-content {namespaces} xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
             xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.2\"><office:body><office:text><text:p>年报\
             <draw:frame text:anchor-type=\"as-char\"><draw:image xlink:href=\"http://127.0.0.1:{port}/a.png\" \
             xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\"/></draw:frame></text:p>\
             </office:text></office:body></office:document-content>"
        );
        let manifest = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
             <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>\
             <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>";
        for (name, bytes) in [
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", &content),
            ("META-INF/manifest.xml", manifest),
        ] {
            writer.start_file(name, stored).unwrap();
            io::Write::write_all(&mut writer, bytes.as_bytes()).unwrap();
        }
        let draft = writer.finish().unwrap().into_inner();
        assert_eq!(Kind::of(&draft), Some(Kind::Open));
        let done = Office::default().convert(&[(Kind::Open, &draft)]);
        assert!(text(done[0].as_ref().unwrap()).contains("年报"));
        assert_eq!(listener.accept().map(drop).unwrap_err().kind(), io::ErrorKind::WouldBlock);
    }

    #[test]
    fn many_drafts_take_one_start() {
        if !installed() {
            return;
        }
        let office = Office::default();
        let drafts: Vec<Vec<u8>> = (0..8).map(|at| rich(&format!("第{at}份"))).collect();
        let drafts: Vec<(Kind, &[u8])> =
            drafts.iter().map(|draft| (Kind::Rich, draft.as_slice())).collect();
        let before = Instant::now();
        let done = office.convert(&drafts);
        println!("{} drafts in {:?}", done.len(), before.elapsed());
        for (at, done) in done.iter().enumerate() {
            assert_eq!(text(done.as_ref().unwrap()), format!("第{at}份"));
        }
    }
}
