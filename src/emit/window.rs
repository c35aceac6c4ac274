//! Which parts of a long line are shown: windows round its labels, grown evenly until the room is used up.

use std::ops::Range;

use super::clean::{TAB, columns, measure};

/// Columns that a label keeps, however many share the line.
const LEAST: usize = 6;

/// Finds the `parts` of `line` to show, in order and apart, in at most `room` columns; `labels` are in order and never
/// empty, `caption` is the width of what is written behind the last.
///
/// Takes time by `room`, not by the length of the line.
pub(super) fn windows(
    text: &str,
    line: Range<usize>,
    labels: &[Range<usize>],
    caption: usize,
    room: usize,
    parts: &mut Vec<Range<usize>>,
) {
    parts.clear();
    let caption = caption.min(room / 2);
    let end = labels.iter().map(|label| label.end).max().unwrap_or(line.start);
    let spare = fits(&text[line.start..end], room - caption);
    if spare.is_some_and(|spare| fits(&text[end..line.end], spare + caption).is_some()) {
        return parts.push(line);
    }
    cores(text, labels, room, parts);
    let spent: usize = parts.iter().map(|part| measure(&text[part.clone()], cost)).sum();
    let ellipses = parts.len() + 1;
    let all = room.saturating_sub(spent + ellipses);
    let mut free = Free { all, before: all.saturating_sub(caption) };
    while grow(text, &line, parts, &mut free) {}
    join(parts);
}

/// Columns not yet used: on the whole line, and up to the end of its last label.
struct Free {
    all: usize,
    before: usize,
}

impl Free {
    fn take(&mut self, char: char, before: bool) -> bool {
        let cost = cost(char);
        if cost > self.all || (before && cost > self.before) {
            return false;
        }
        self.all -= cost;
        self.before -= if before { cost } else { 0 };
        true
    }
}

/// What a character uses up; never nothing, so that no number of marks without width makes a window long.
fn cost(char: char) -> usize {
    if char == '\t' { TAB } else { columns(char).max(1) }
}

/// What a text leaves of the room; `None` where it does not fit.
fn fits(text: &str, room: usize) -> Option<usize> {
    // No character is longer than four bytes or free.
    if text.len() > 4 * room {
        return None;
    }
    room.checked_sub(measure(text, cost))
}

/// The beginning of each label; those that overlap are one.
fn cores(text: &str, labels: &[Range<usize>], room: usize, cores: &mut Vec<Range<usize>>) {
    let share = (room.saturating_sub(labels.len() + 1) / labels.len().max(1)).max(LEAST);
    for label in labels {
        let core = label.start..label.start + prefix(&text[label.clone()], share);
        match cores.last_mut() {
            Some(last) if core.start <= last.end => last.end = last.end.max(core.end),
            _ => cores.push(core),
        }
    }
}

/// How many bytes of `text` fit into `room`.
fn prefix(text: &str, room: usize) -> usize {
    let mut used = 0;
    let fitting = text.chars().take_while(|&char| {
        used += cost(char);
        used <= room
    });
    fitting.map(char::len_utf8).sum()
}

/// Widens every part by a character on either side, as far as there is text and room.
fn grow(text: &str, line: &Range<usize>, parts: &mut [Range<usize>], free: &mut Free) -> bool {
    let mut grown = false;
    for at in 0..parts.len() {
        let from = if at == 0 { line.start } else { parts[at - 1].end };
        let to = parts.get(at + 1).map_or(line.end, |next| next.start);
        let is_last = at + 1 == parts.len();
        let part = &mut parts[at];
        if let Some(char) = text[from..part.start].chars().next_back()
            && free.take(char, true)
        {
            part.start -= char.len_utf8();
            grown = true;
        }
        if let Some(char) = text[part.end..to].chars().next()
            && free.take(char, !is_last)
        {
            part.end += char.len_utf8();
            grown = true;
        }
    }
    grown
}

/// Parts that have met become one.
fn join(parts: &mut Vec<Range<usize>>) {
    parts.dedup_by(|next, part| {
        let met = part.end == next.start;
        if met {
            part.end = next.end;
        }
        met
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, labels: &[&str], caption: usize, room: usize, shown: &[&str]) {
        let range = |part: &&str| {
            let at = text.find(*part).unwrap();
            at..at + part.len()
        };
        let labels: Vec<_> = labels.iter().map(range).collect();
        let mut parts = Vec::new();
        windows(text, 0..text.len(), &labels, caption, room, &mut parts);
        assert_eq!(parts.into_iter().map(|part| &text[part]).collect::<Vec<_>>(), shown);
    }

    #[test]
    fn windows_stand_round_labels() {
        check("甲乙丙丁", &["丙"], 2, 8, &["甲乙丙丁"]);
        check("甲乙丙丁戊己庚辛", &["丙"], 0, 12, &["甲乙丙丁戊"]);
        check("甲乙丙丁戊己庚辛", &["辛"], 0, 8, &["己庚辛"]);
        check("0123456789abcdefghij", &["3", "g"], 0, 13, &["12345", "efghi"]);
        check("0123456789", &["45", "56"], 0, 6, &["3456"]);
        check("0123456789abcdef", &["2345678"], 0, 8, &["234567"]);
        check("0123456789abcdef", &["e"], 6, 14, &["9abcdef"]);
    }
}
