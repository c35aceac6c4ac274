//! The zip of a .docx and its parts, within limits.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::{
    Refusal,
    xml::{Token, Xml},
};

/// The largest part that is read, in bytes.
const LARGEST: u64 = 64 << 20;
/// A part larger than this must not be packed more tightly than [`TIGHTEST`].
const ROOMY: u64 = 8 << 20;
/// Real drafts come to about 60.
const TIGHTEST: u64 = 400;
/// The most entries of a zip; a draft with hundreds of pictures has fewer.
const MOST_ENTRIES: usize = 6000;

/// An open .docx.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The folder and name of the main document.
    main: String,
    /// What the main document points to: the last word of the kind, and the part.
    relations: Vec<(String, String)>,
    /// What the package itself points to.
    roots: Vec<(String, String)>,
}

impl<'a> Package<'a> {
    /// Opens a file; a refusal where it is no Word document that can be read.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if !bytes.starts_with(b"PK") {
            return Err(foreign(bytes));
        }
        if entries(bytes).is_some_and(|count| count > MOST_ENTRIES) {
            return Err(Refusal::Bomb);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
        if archive.len() > MOST_ENTRIES {
            return Err(Refusal::Bomb);
        }
        let mut package = Self {
            archive,
            main: "word/document.xml".to_owned(),
            relations: Vec::new(),
            roots: Vec::new(),
        };
        package.roots = package.relations_of("")?;
        if let Some((_, part)) = package.roots.iter().find(|(kind, _)| kind == "officeDocument") {
            package.main.clone_from(part);
        }
        package.check_kind()?;
        package.relations = package.relations_of(&package.main.clone())?;
        Ok(package)
    }

    /// The name of the main document's part.
    pub fn main(&self) -> &str {
        &self.main
    }

    /// The name of the part that the main document has for a purpose: `styles`, `numbering`, `comments`.
    pub fn related_name(&self, kind: &str) -> Option<&str> {
        let found = self.relations.iter().find(|(known, _)| known == kind);
        found.map(|(_, part)| part.as_str())
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    /// The text of the main document.
    pub(crate) fn document(&mut self) -> Result<Option<String>, Refusal> {
        let name = self.main.clone();
        self.part(&name)
    }

    /// The text of the part that the main document has for a purpose; empty where it has none.
    pub(crate) fn related(&mut self, kind: &str) -> Result<String, Refusal> {
        let Some(name) = self.related_name(kind).map(str::to_owned) else {
            return Ok(String::new());
        };
        self.part(&name).map(Option::unwrap_or_default)
    }

    /// The text of a part that the package itself points to.
    pub(crate) fn root(&mut self, kind: &str) -> Result<Option<String>, Refusal> {
        let found = self.roots.iter().find(|(known, _)| known == kind);
        let Some(name) = found.map(|(_, part)| part.clone()) else { return Ok(None) };
        self.part(&name)
    }

    /// The text of a part; `None` where there is none of this name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let file = self.archive.by_index(index).map_err(|error| refusal(&error))?;
        let (packed, size) = (file.compressed_size(), file.size());
        if size > LARGEST || size > ROOMY && size / packed.max(1) > TIGHTEST {
            return Err(Refusal::Bomb);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        // The size that an entry states may be a lie.
        let mut limited = file.take(size + 1);
        limited.read_to_end(&mut bytes).map_err(|_| Refusal::Damaged)?;
        if bytes.len() as u64 > size {
            return Err(Refusal::Damaged);
        }
        let text = match encoding_rs::Encoding::for_bom(&bytes) {
            Some((wide, _)) if wide != encoding_rs::UTF_8 => in_utf8(&wide.decode(&bytes).0),
            _ => String::from_utf8(bytes).map_err(|_| Refusal::Damaged)?,
        };
        Ok(Some(text))
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.archive.index_for_name(name).or_else(|| {
            let mut names = self.archive.file_names_raw();
            names.position(|known| is_called(known, name))
        })
    }

    /// Whether the main document is one of Word without macros.
    fn check_kind(&mut self) -> Result<(), Refusal> {
        let types = self.part("[Content_Types].xml")?.unwrap_or_default();
        let mut xml = Xml::new(&types);
        let mut kind = None;
        loop {
            match xml.next()? {
                Token::Open(tag) if tag.name == "Override" => {
                    let part = tag.get("PartName").unwrap_or_default();
                    if part.trim_start_matches('/').eq_ignore_ascii_case(&self.main) {
                        kind = tag.get("ContentType");
                    }
                }
                Token::End => break,
                _ => {}
            }
        }
        let kind = kind.unwrap_or_default();
        if kind.contains("macroEnabled") || self.index("word/vbaProject.bin").is_some() {
            return Err(Refusal::Macros);
        }
        let foreign = ["spreadsheetml", "presentationml", "ms-excel", "ms-powerpoint"];
        if foreign.iter().any(|word| kind.contains(word)) || self.index(&self.main).is_none() {
            return Err(Refusal::NotWord);
        }
        Ok(())
    }

    /// What a part points to inside the package.
    fn relations_of(&mut self, part: &str) -> Result<Vec<(String, String)>, Refusal> {
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        let Some(text) = self.part(&relations_part(part))? else { return Ok(Vec::new()) };
        let mut xml = Xml::new(&text);
        let mut found = Vec::new();
        loop {
            match xml.next()? {
                Token::Open(tag) if tag.name == "Relationship" => {
                    let kind = tag.get("Type").unwrap_or_default();
                    let target = tag.get("Target").unwrap_or_default();
                    if tag.get("TargetMode").as_deref() != Some("External") {
                        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                        found.push((kind, joined(folder, &target)));
                    }
                }
                Token::End => return Ok(found),
                _ => {}
            }
        }
    }
}

/// Whether an entry of a zip is the part of this name; some programs write `\\` between folders.
pub fn is_called(entry: &[u8], name: &str) -> bool {
    let slash = |byte: u8| if byte == b'\\' { b'/' } else { byte.to_ascii_lowercase() };
    entry.iter().copied().map(slash).eq(name.bytes().map(slash))
}

/// A part that was in UTF-16, which its declaration must no longer say.
fn in_utf8(text: &str) -> String {
    const DECLARED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    let rest = text.strip_prefix("<?xml").and_then(|inside| inside.split_once("?>"));
    rest.map_or_else(|| text.to_owned(), |(_, rest)| format!("{DECLARED}{rest}"))
}

/// The name of the relations of a part.
pub fn relations_part(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    joined(folder, &format!("_rels/{name}.rels"))
}

/// A target as seen from a folder of the package.
pub fn joined(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// What a file is that is no zip.
fn foreign(bytes: &[u8]) -> Refusal {
    if bytes.is_empty() {
        return Refusal::Empty;
    }
    if !bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Refusal::NotWord;
    }
    // An encrypted package is a stream of this name in an old container; names are UTF-16.
    let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
    let found = bytes.windows(name.len()).any(|window| window == name);
    if found { Refusal::Encrypted } else { Refusal::OldWord }
}

fn refusal(error: &zip::result::ZipError) -> Refusal {
    match error {
        zip::result::ZipError::UnsupportedArchive(text)
            if *text == zip::result::ZipError::PASSWORD_REQUIRED =>
        {
            Refusal::Encrypted
        }
        _ => Refusal::Damaged,
    }
}

/// How many entries the last directory of a zip states, before anything is made room for.
fn entries(bytes: &[u8]) -> Option<usize> {
    let tail = bytes.len().saturating_sub(22 + 65_535);
    let at = tail + bytes[tail..].windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count = bytes.get(at + 10..at + 12)?;
    Some(usize::from(u16::from_le_bytes([count[0], count[1]])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(joined("word", "styles.xml"), "word/styles.xml");
        assert_eq!(joined("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(joined("word", "../customXml/item1.xml"), "customXml/item1.xml");
        assert_eq!(relations_part("word/document.xml"), "word/_rels/document.xml.rels");
        assert_eq!(relations_part(""), "_rels/.rels");
    }

    #[test]
    fn what_is_no_zip_is_named() {
        let open = |bytes: &[u8]| Package::open(bytes).err();
        assert_eq!(open(b""), Some(Refusal::Empty));
        assert_eq!(open(b"hello"), Some(Refusal::NotWord));
        assert_eq!(open(b"PK\x03\x04rest"), Some(Refusal::Damaged));
        let mut old = vec![0xD0, 0xCF, 0x11, 0xE0];
        assert_eq!(open(&old), Some(Refusal::OldWord));
        old.extend("EncryptedPackage".bytes().flat_map(|byte| [byte, 0]));
        assert_eq!(open(&old), Some(Refusal::Encrypted));
    }
}
