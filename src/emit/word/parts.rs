//! The parts beside the main document that comments need, and the package put together again.

use std::{
    collections::BTreeSet,
    io::{Cursor, Write as _},
};

use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::run::{Change, changed};
use crate::read::{
    Refusal,
    docx::{
        OWN, comments,
        package::{Package, is_called, relations_part},
        xml::{Space, Token, Xml},
    },
};

/// The parts of a file that change: their names and texts, `None` where one is taken out.
pub(super) type Changed = Vec<(String, Option<String>)>;

const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const TYPES: &str = "[Content_Types].xml";
/// The id of the relation to a part of comments that was put in.
const RELATION: &str = "nianbaoComments";

/// Adds comments, each an id and its paragraphs.
pub(super) fn add(
    package: &mut Package,
    namespace: &str,
    comments: &[(i64, Vec<String>)],
    changed_parts: &mut Changed,
) -> Result<(), Refusal> {
    let elements: String =
        comments.iter().map(|(id, lines)| comment(namespace, *id, lines)).collect();
    if let Some(name) = package.related_name("comments").map(str::to_owned) {
        let text = package.part(&name)?.ok_or(Refusal::Damaged)?;
        changed_parts.push((name, Some(append(&text, &elements)?)));
        return Ok(());
    }
    let folder =
        package.main().rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let file =
        if package.has(&format!("{folder}comments.xml")) { "nianbao.xml" } else { "comments.xml" };
    let name = format!("{folder}{file}");
    let types = package.part(TYPES)?.ok_or(Refusal::Damaged)?;
    changed_parts.push((TYPES.to_owned(), Some(append(&types, &content_type(&name))?)));
    let relations = relations_part(package.main());
    let relation = relation(namespace, file);
    let text = match package.part(&relations)? {
        Some(text) => append(&text, &relation)?,
        None => format!("{RELATIONS_HEAD}{relation}</Relationships>"),
    };
    changed_parts.push((relations, Some(text)));
    changed_parts.push((name, Some(format!("{}{elements}</w:comments>", head(namespace)))));
    Ok(())
}

const RELATIONS_HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";

fn head(namespace: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{namespace}\">"
    )
}

fn content_type(name: &str) -> String {
    format!(
        "<Override xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\" PartName=\"/{name}\" ContentType=\"{KIND}\"/>"
    )
}

fn relation(namespace: &str, file: &str) -> String {
    let kinds = if namespace.contains("purl.oclc.org") { STRICT } else { TRANSITIONAL };
    format!(
        "<Relationship xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\" Id=\"{RELATION}\" Type=\"{kinds}/comments\" Target=\"{file}\"/>"
    )
}

fn comment(namespace: &str, id: i64, lines: &[String]) -> String {
    let paragraph = |line: &String| {
        let line = quick_xml::escape::escape(line.as_str());
        format!("<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>")
    };
    let paragraphs: String = lines.iter().map(paragraph).collect();
    format!(
        "<w:comment xmlns:w=\"{namespace}\" w:id=\"{id}\" w:author=\"{OWN}\" w:initials=\"nb\">{paragraphs}</w:comment>"
    )
}

/// A part with more inside its root, behind what it has.
fn append(part: &str, more: &str) -> Result<String, Refusal> {
    let mut xml = Xml::new(part);
    let mut last = None;
    let mut root: Option<(usize, bool)> = None;
    loop {
        match xml.next()? {
            Token::Open(tag) if root.is_none() => root = Some((xml.range().end, tag.empty)),
            Token::Close(..) => last = Some(xml.range().start),
            Token::End => break,
            _ => {}
        }
    }
    let change = match (root, last) {
        (Some((end, true)), _) => {
            let start = part[..end].rfind('<').ok_or(Refusal::Damaged)?;
            let name = super::run::name(&part[start..end]);
            Change { range: end - 2..end, text: format!(">{more}</{name}>") }
        }
        (Some(_), Some(at)) => Change { range: at..at, text: more.to_owned() },
        _ => return Err(Refusal::Damaged),
    };
    Ok(changed(part, &[change]))
}

/// Takes out our comments; what was put in for them goes, too, where nothing else needs it.
pub(super) fn remove(
    package: &mut Package,
    changed_parts: &mut Changed,
) -> Result<BTreeSet<i64>, Refusal> {
    let Some(name) = package.related_name("comments").map(str::to_owned) else {
        return Ok(BTreeSet::new());
    };
    let text = package.part(&name)?.unwrap_or_default();
    let ids: BTreeSet<i64> = comments::read(&text)?
        .into_iter()
        .filter(|comment| comment.author == OWN)
        .map(|comment| comment.id)
        .collect();
    if ids.is_empty() {
        return Ok(ids);
    }
    let rest = without_own(&text)?;
    let empty = [STRICT_MAIN, TRANSITIONAL_MAIN]
        .iter()
        .any(|namespace| rest == format!("{}</w:comments>", head(namespace)));
    let file = name.rsplit('/').next().unwrap_or_default();
    let relations = relations_part(package.main());
    let pointers = package.part(&relations)?.unwrap_or_default();
    let own = [STRICT_MAIN, TRANSITIONAL_MAIN].map(|namespace| relation(namespace, file));
    let Some(own) = own.iter().find(|own| empty && pointers.contains(own.as_str())) else {
        changed_parts.push((name, Some(rest)));
        return Ok(ids);
    };
    let types = package.part(TYPES)?.unwrap_or_default();
    let pointers = pointers.replacen(own, "", 1);
    let needless = pointers == format!("{RELATIONS_HEAD}</Relationships>");
    changed_parts.push((TYPES.to_owned(), Some(types.replacen(&content_type(&name), "", 1))));
    changed_parts.push((relations, (!needless).then_some(pointers)));
    changed_parts.push((name, None));
    Ok(ids)
}

const TRANSITIONAL_MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT_MAIN: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// How many of our comments are as they were written, byte for byte at their beginning.
pub(super) fn written(package: &mut Package) -> Result<usize, Refusal> {
    let text = package.related("comments")?;
    let own = |namespace: &str| {
        text.matches(&format!("<w:comment xmlns:w=\"{namespace}\" w:id=")).count()
    };
    Ok(own(TRANSITIONAL_MAIN) + own(STRICT_MAIN))
}

/// A part of comments without ours.
fn without_own(part: &str) -> Result<String, Refusal> {
    let mut xml = Xml::new(part);
    let mut changes = Vec::new();
    let mut start = None;
    loop {
        match xml.next()? {
            Token::Open(tag)
                if tag.is("comment") && tag.get("author").is_some_and(|it| it == OWN) =>
            {
                start = Some(xml.range().start);
                if tag.empty {
                    changes.extend(start.take().map(|start| start..xml.range().end));
                }
            }
            Token::Close(Space::Word, "comment") => {
                changes.extend(start.take().map(|start| start..xml.range().end));
            }
            Token::End => break,
            _ => {}
        }
    }
    let changes: Vec<Change> =
        changes.into_iter().map(|range| Change { range, text: String::new() }).collect();
    Ok(changed(part, &changes))
}

/// The file with parts changed; all others are copied as they are packed.
pub(super) fn rewrite(bytes: &[u8], changed_parts: &Changed) -> Result<Vec<u8>, Refusal> {
    let damaged = |_| Refusal::Damaged;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + 4096)));
    let mut written: Vec<&str> = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(damaged)?;
        let known = file.name().map_err(damaged)?.into_owned();
        let change = changed_parts.iter().find(|(name, _)| is_called(known.as_bytes(), name));
        let Some((name, text)) = change else {
            writer.raw_copy_file(file).map_err(damaged)?;
            continue;
        };
        written.push(name);
        let Some(text) = text else { continue };
        let mut options =
            SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        if let Some(time) = file.last_modified() {
            options = options.last_modified_time(time);
        }
        writer.start_file(known, options).map_err(damaged)?;
        writer.write_all(text.as_bytes()).map_err(|_| Refusal::Damaged)?;
    }
    for (name, text) in changed_parts {
        if let (false, Some(text)) = (written.contains(&name.as_str()), text) {
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                .last_modified_time(zip::DateTime::default());
            writer.start_file(name.as_str(), options).map_err(damaged)?;
            writer.write_all(text.as_bytes()).map_err(|_| Refusal::Damaged)?;
        }
    }
    Ok(writer.finish().map_err(damaged)?.into_inner())
}
