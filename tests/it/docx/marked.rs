//! Texts in which marks stand for what only a Word document can hold, as documents.

use crate::word::{Habit, MAIN, Word, escaped};

/// What a mark stands for: how it opens and closes.
const MARKS: [(&str, &str); 6] = [
    ("{++", "++}"),
    ("{--", "--}"),
    ("{>>", "<<}"),
    ("{~~", "~~}"),
    ("{==", "==}"),
    ("{@@", "@@}"),
];

const HIDDEN: &str = "<w:r><w:rPr><w:vanish/></w:rPr>";
const FIELD: &str = "<w:fldSimple w:instr=\" REF a \">";

/// A document of a marked text, and for each byte of the text its place in the readable text.
pub(crate) fn document(text: &str) -> (Vec<u8>, Vec<usize>) {
    let mut word = Word::new(Habit::Clean);
    let mut places = vec![0; text.len() + 1];
    let (mut at, mut readable) = (0, 0);
    let (mut comments, mut company) = (Vec::new(), String::new());
    for line in text.split_inclusive('\n') {
        let (mut body, mut ids) = (String::new(), Vec::new());
        let mut rest = line;
        let metadata = line.starts_with("{@@");
        while !rest.is_empty() {
            let mark = MARKS.iter().find(|(open, _)| rest.starts_with(open));
            let Some((open, close)) = mark else {
                let end = MARKS.iter().filter_map(|(open, _)| rest.find(open)).min();
                let (plain, behind) = rest.split_at(end.unwrap_or(rest.len()));
                let shown = if metadata { 0 } else { plain.len() };
                step(&mut places, &mut at, &mut readable, plain.len(), shown);
                body.push_str(&run(plain.trim_end_matches('\n'), "t"));
                rest = behind;
                continue;
            };
            let (inside, behind) = rest[open.len()..].split_once(close).unwrap();
            rest = behind;
            let shown = matches!(*open, "{++" | "{==");
            step(&mut places, &mut at, &mut readable, open.len(), 0);
            step(
                &mut places,
                &mut at,
                &mut readable,
                inside.len(),
                if shown { inside.len() } else { 0 },
            );
            step(&mut places, &mut at, &mut readable, close.len(), 0);
            let piece = match *open {
                "{++" => format!("<w:ins w:id=\"1\">{}</w:ins>", run(inside, "t")),
                "{--" => format!("<w:del w:id=\"1\">{}</w:del>", run(inside, "delText")),
                "{~~" => run(inside, "t").replacen("<w:r>", HIDDEN, 1),
                "{==" => format!("{FIELD}{}</w:fldSimple>", run(inside, "t")),
                "{@@" => {
                    inside.clone_into(&mut company);
                    String::new()
                }
                _ => {
                    comments.push(run(inside, "t"));
                    ids.push(comments.len());
                    String::new()
                }
            };
            body.push_str(&piece);
        }
        if metadata {
            continue;
        }
        let start = |id: &usize| format!("<w:commentRangeStart w:id=\"{id}\"/>");
        let end = |id: &usize| {
            format!(
                "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>"
            )
        };
        let starts = ids.iter().map(start).collect::<Vec<_>>().concat();
        let ends = ids.iter().map(end).collect::<Vec<_>>().concat();
        word.body.extend(["<w:p>", &starts, &body, &ends, "</w:p>"]);
    }
    let comment = |(at, run): (usize, &String)| {
        format!("<w:comment w:id=\"{}\" w:author=\"王科\"><w:p>{run}</w:p></w:comment>", at + 1)
    };
    let comments = comments.iter().enumerate().map(comment).collect::<Vec<_>>().concat();
    let comments = format!("<w:comments xmlns:w=\"{MAIN}\">{comments}</w:comments>");
    let app = format!("<Properties><Company>{}</Company></Properties>", escaped(&company));
    (word.with(&[("word/comments.xml", &comments), ("docProps/app.xml", &app)]), places)
}

/// Goes on by so many bytes of the marked text and of the readable one.
fn step(places: &mut [usize], at: &mut usize, readable: &mut usize, marked: usize, shown: usize) {
    for offset in 0..=marked {
        places[*at + offset] = *readable + offset.min(shown);
    }
    (*at, *readable) = (*at + marked, *readable + shown);
}

fn run(text: &str, element: &str) -> String {
    format!("<w:r><w:{element} xml:space=\"preserve\">{}</w:{element}></w:r>", escaped(text))
}
