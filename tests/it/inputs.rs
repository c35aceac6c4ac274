//! Bad input is normal input: nothing panics, every place is sound, time stays in proportion.

use nianbao::{
    diagnostic::Level,
    engine::{self, Input},
    form::Forms,
    read::{self, Format},
    rule::{Lang, Rule, Words, catalog::Catalog},
    source::{Source, Span},
};
use proptest::prelude::*;

struct Linter {
    catalog: Catalog,
    forms: Forms,
    words: Words,
}

impl Linter {
    fn new() -> Self {
        Self { catalog: Catalog::builtin(), forms: Forms::builtin(), words: Words::new(Lang::Zh) }
    }

    /// Lints bytes with every rule on and checks every place that comes out.
    fn lint(&self, bytes: Vec<u8>, format: Format) {
        let source = Source::new("input", bytes);
        let (source, document) = read::read(source, format, &self.forms, None);
        let sound = |span: Span| {
            source.text().get(span.range()).is_some()
                && source.file().get(source.origin(span).range()).is_some()
        };
        for block in &document.blocks {
            assert!(sound(document.span(block.place)));
        }
        let input =
            Input { source: &source, document: &document, format, year: None, identify: false };
        let level = |_: &Rule| (Level::Deny, true);
        let outcome = engine::lint(&input, self.catalog.rules(), &self.forms, &self.words, &level);
        let mut last = 0;
        for found in &outcome.diagnostics {
            assert!(found.primary.span.start >= last, "findings come in reading order");
            last = found.primary.span.start;
            for label in std::iter::once(&found.primary).chain(&found.secondary) {
                assert!(sound(label.span), "{}: {:?}", found.rule, label.span);
            }
            let template = found.message.split('{').skip(1).any(|rest| {
                let name = rest.split('}').next().unwrap_or_default();
                rest.contains('}')
                    && name.len() < 20
                    && name.bytes().all(|byte| byte.is_ascii_lowercase())
            });
            assert!(!template || source.text().contains('{'), "{}: {}", found.rule, found.message);
        }
    }
}

/// Texts to start from: the examples of all rules and the fixtures.
fn seeds() -> Vec<String> {
    let mut seeds: Vec<String> = Catalog::builtin()
        .rules()
        .iter()
        .flat_map(|rule| rule.examples().iter().map(|example| example.text.clone()))
        .collect();
    for report in crate::reports::fixtures() {
        seeds.push(Source::new("fixture", std::fs::read(report).unwrap()).text().to_owned());
    }
    seeds
}

/// A seed with pieces cut out, doubled, swapped, or spiced with what breaks readers.
fn mutate(seed: &str, edits: &[(usize, usize, u8)]) -> String {
    const SPICE: [&str; 28] = [
        "\t",
        "|",
        "\n",
        "（",
        "）",
        "1",
        "９",
        "\u{0}",
        "\u{202e}",
        "年",
        "一、",
        "\r",
        "<",
        ">",
        "&",
        "&nbsp",
        "&#12288;",
        "<td>",
        "</table>",
        "<table><tr>",
        "<div hidden>",
        "<!--",
        "-->",
        "<span style=display:none>",
        "\"",
        "<script>",
        "</p>",
        "<td colspan=7>",
    ];
    let mut chars: Vec<char> = seed.chars().collect();
    for &(at, length, kind) in edits {
        if chars.is_empty() {
            break;
        }
        let start = at % chars.len();
        let end = (start + length % 200).min(chars.len());
        match kind % 4 {
            0 => drop(chars.drain(start..end)),
            1 => {
                let copy: Vec<char> = chars[start..end].to_vec();
                chars.splice(start..start, copy);
            }
            2 => drop(chars.splice(start..start, SPICE[length % SPICE.len()].chars())),
            _ => chars[start..end].reverse(),
        }
    }
    chars.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_reports_never_break_anything(
        seed in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<usize>(), any::<usize>(), any::<u8>()), 0..12),
        format in prop::sample::select(vec![Format::Text, Format::Markdown, Format::Html]),
    ) {
        thread_local!(static SHARED: (Linter, Vec<String>) = (Linter::new(), seeds()));
        SHARED.with(|(linter, seeds)| {
            let text = mutate(&seeds[seed.index(seeds.len())], &edits);
            linter.lint(text.into_bytes(), format);
        });
    }

    #[test]
    fn mutated_pages_never_break_anything(
        seed in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<usize>(), any::<usize>(), any::<u8>()), 0..20),
    ) {
        thread_local!(static SHARED: (Linter, Vec<String>) = (Linter::new(), crate::pages::coats()));
        SHARED.with(|(linter, pages)| {
            linter.lint(mutate(&pages[seed.index(pages.len())], &edits).into_bytes(), Format::Html);
        });
    }

    #[test]
    fn arbitrary_bytes_never_break_anything(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        thread_local!(static SHARED: Linter = Linter::new());
        SHARED.with(|linter| {
            linter.lint(bytes.clone(), Format::Text);
            linter.lint(bytes, Format::Html);
        });
    }
}

#[test]
fn awkward_texts_are_read() {
    let linter = Linter::new();
    let cases = [
        String::new(),
        "\u{feff}".to_owned(),
        "\n\n\n".to_owned(),
        "\t".repeat(10_000),
        "|".repeat(10_000),
        "#".repeat(10_000),
        "（".repeat(10_000),
        "> ".repeat(5_000) + "[".repeat(5_000).as_str(),
        "一、".repeat(10_000),
        "第二十条第（一）项\n\n".repeat(500),
        "\t一、本年新收政府信息公开申请数量\n".repeat(500),
        "1".repeat(10_000),
        "某镇2023年政府信息公开工作年度报告".repeat(500),
        "\r\r\r一、总体情况\r".to_owned(),
        "结果维持|结果纠正|　|总计\n甲\t　\t1\n".to_owned(),
    ];
    for text in cases {
        for format in [Format::Text, Format::Markdown, Format::Html] {
            linter.lint(text.clone().into_bytes(), format);
        }
    }
}

#[test]
fn awkward_pages_are_read_in_time() {
    let linter = Linter::new();
    let report = "<h1>砚原县水务局2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>主动公开政府信息5条。</p>";
    let deep = |tag: &str, count: usize| format!("{}{report}", format!("<{tag}>").repeat(count));
    let cases = [
        ("deep div", deep("div", 100_000)),
        ("deep table", deep("table", 100_000)),
        ("deep cells", deep("table><tr><td", 100_000)),
        ("deep span", deep("span", 100_000)),
        ("deep hidden", deep("b hidden", 100_000)),
        ("deep links", deep("a href=x><div", 100_000)),
        ("deep lists", deep("ul><li", 100_000)),
        ("closing", format!("{}{report}{}", "<div>".repeat(50_000), "</section>".repeat(50_000))),
        ("closing spans", format!("{}{report}{}", "<i>".repeat(50_000), "</b>".repeat(50_000))),
        ("loose cells", format!("{}{report}{}", "<div>".repeat(50_000), "<td>".repeat(50_000))),
        ("cells", format!("<table>{}</table>{report}", "<tr><td colspan=9999>".repeat(50_000))),
        ("references", format!("{report}<p>{}", "&unknown;&nbsp &#1".repeat(30_000))),
        ("attribute", format!("<div style=\"{}\">{report}", "x".repeat(1_000_000))),
        ("classes", format!("<div class=\"{}\">{report}", "nav ".repeat(300_000))),
        ("comment", format!("{report}<!--{}", "-".repeat(1_000_000))),
        ("titles", "<p>砚原县水务局2023年政府信息公开工作年度报告</p>".repeat(5_000)),
        ("links", format!("{report}{}", "<ul><li><a href=1>要闻</a></ul>".repeat(20_000))),
        ("marks", format!("{report}{}", "<!-- nianbao-allow x: y -->".repeat(2_000))),
    ];
    for (name, html) in cases {
        let start = std::time::Instant::now();
        linter.lint(html.into_bytes(), Format::Html);
        let seconds = start.elapsed().as_secs_f64();
        assert!(seconds < 20.0, "{name}: {seconds} s");
    }
}
