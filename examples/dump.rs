//! Prints what the readers make of a file; for development.
use nianbao::*;
fn main() {
    let forms = form::Forms::builtin();
    for path in std::env::args().skip(1) {
        let source = source::Source::new(path.clone(), std::fs::read(&path).unwrap());
        let format = read::Format::of(&path).unwrap_or(read::Format::Text);
        let d = read::read(&source, format, &forms, None);
        println!("=== {path} {} layout {:?} cut {} report {}", source.encoding().name(), d.profile.layout, d.ending.cut, d.profile.is_report);
        println!("title {:?}", d.title.as_ref().map(|t| &t.text));
        println!("year {:?} issuer {:?}", d.profile.year.map(|y| (y.value, y.confidence)), d.profile.issuer.as_ref().map(|i| (&i.name, i.kind)));
        for p in &d.periods { println!("period {:?}", d.shadow.slice(p.place)); }
        let c=&d.contact; println!("contact phone {:?} mail {:?} addr {:?} ann {} empty {:?}", c.phone.map(|p| d.shadow.slice(p)), c.mail.map(|p| d.shadow.slice(p)), c.address.map(|p| d.shadow.slice(p)), c.announced.is_some(), c.empty.map(|p| d.shadow.slice(p)));
        println!("sign {:?} pub {:?} furniture {:?}", d.ending.signature.as_ref().map(|s| d.shadow.slice(s.place)), d.ending.published.as_ref().map(|s| d.shadow.slice(s.place)), d.ending.furniture.map(|p| d.shadow.slice(p)));
        for s in &d.sections { if s.level <= 2 { println!("  {}{:?} {} {:?} {:?}", "  ".repeat(s.level as usize), s.number, d.shadow.slice(s.title), s.kinds, s.titled); } }
        for t in &d.tables { println!("  table {} {} rows {} headers {} readable {} altered {:?} ragged {:?}", t.form, t.id, t.rows.len(), t.headers.len(), t.readable,
            t.rows.iter().filter(|r| r.altered).filter_map(|r| r.label).chain(t.headers.iter().filter(|h| h.altered).map(|h| h.cell)).map(|c| d.shadow.slice(c.place)).collect::<Vec<_>>(),
            t.rows.iter().filter(|r| !r.aligned).map(|r| (r.label.map(|c| d.shadow.slice(c.place)), r.cells.len())).collect::<Vec<_>>()); }
        for (i,g) in d.grids.iter().enumerate() { println!("  grid {i} {:?} rows {} cells {}", g.layout, g.rows.len(), g.cells.len()); }
    }
}
