//! How a text ends: page furniture, signature, publication date, and whether it was cut off.

use super::{
    Block, BlockKind, Document,
    date::{Date, dates},
    profile,
};
use crate::{form::SectionKind, source::Place};

/// How a report ends.
#[derive(Clone, Debug, Default)]
pub struct Ending {
    /// The first line of page furniture behind the report.
    pub furniture: Option<Place>,
    /// The date under the report.
    pub signature: Option<Signed>,
    /// The date of publication, as the page states it.
    pub published: Option<Signed>,
    /// Whether the text stops before the report does.
    pub cut: bool,
    /// Whether the page holds another report, which was not read.
    pub another: bool,
}

/// A date that stands by itself.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The date.
    pub date: Date,
    /// Where it stands.
    pub place: Place,
}

/// What a web page puts behind a report.
const FURNITURE: [&str; 35] = [
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "【打印",
    "打印本页",
    "[打印",
    "关闭窗口",
    "【关闭",
    "[关闭",
    "分享到",
    "扫一扫",
    "扫码",
    "版权所有",
    "主办单位",
    "主办：",
    "承办单位",
    "网站地图",
    "网站标识码",
    "ICP备",
    "公网安备",
    "浏览次数",
    "阅读次数",
    "点击数",
    "点击量",
    "责任编辑",
    "相关链接",
    "相关阅读",
    "相关文档",
    "相关文章",
    "友情链接",
    "返回顶部",
    "当前位置",
    "分享：",
    "相关新闻",
];
/// What a web page or an archive puts above a report.
const METADATA: [&str; 22] = [
    "发布时间",
    "发布日期",
    "成文日期",
    "索引号",
    "索 引 号",
    "信息来源",
    "来源：",
    "作者：",
    "浏览次数",
    "阅读次数",
    "点击数",
    "点击量",
    "字号",
    "公开方式",
    "发布机构",
    "访问量",
    "文章来源",
    "信息分类",
    "更新时间",
    "生成日期",
    "主题分类",
    "信息索取号",
];

/// Whether a line is page furniture.
pub fn is_furniture(text: &str) -> bool {
    let short = text.len() <= 240 && text.chars().count() <= 80;
    short
        && FURNITURE.iter().any(|word| {
            text.starts_with(word)
                || (word.len() > 9 && text.contains(word) && !text.contains('。'))
        })
}

/// Whether a line above the report is metadata.
pub fn is_metadata(text: &str) -> bool {
    let short = text.chars().count() <= 120;
    short && !text.contains('。') && METADATA.iter().any(|word| text.contains(word))
}

/// The publication date in a line of metadata.
pub fn published(text: &str, place: Place) -> Option<Signed> {
    if !text.contains("发布") && !text.contains("成文日期") {
        return None;
    }
    let says = ["发布时间", "发布日期", "成文日期", "发布："]
        .iter()
        .filter_map(|word| text.find(word))
        .min()?;
    let date = dates(&text[says..]).into_iter().find(|date| date.ymd().is_some())?;
    let place = place.part(says + date.range.start, says + date.range.end);
    Some(Signed { date, place })
}

/// The date under the report: a line behind the last main heading that is a date, or an organ and a date.
pub fn signature(document: &Document) -> Option<Signed> {
    let last = document.sections.iter().rposition(|section| section.level == 1)?;
    let from = document.sections[last].block;
    let lines = document.blocks[from..].iter().filter(|block| block.kind == BlockKind::Paragraph);
    lines.filter_map(|block| signed(document.text(block), block.place)).next_back()
}

fn signed(text: &str, place: Place) -> Option<Signed> {
    let bare = text.trim_end_matches(['。', '）', ' ']);
    let short = text.chars().count() <= 45 && !text.contains("更新");
    if !short || bare.contains(['。', '，', '；', '：']) {
        return None;
    }
    let date = dates(bare).into_iter().next_back()?;
    let alone = date.range.end == bare.len() && date.ymd().is_some();
    alone.then(|| Signed { place: place.part(date.range.start, date.range.end), date })
}

/// The block behind the last one of the body: the signature, the line that announces the annex, or `end`.
pub fn body_end(document: &Document, end: usize) -> usize {
    let Some(last) = document.sections.iter().rposition(|section| section.level == 1) else {
        return end;
    };
    let from = document.sections[last].block + 1;
    let text = |at: usize| document.text(&document.blocks[at]);
    let signed = |at: usize| {
        let block = document.blocks[at];
        document.ending.signature.as_ref().is_some_and(|signed| block.place.contains(signed.place))
    };
    let organ =
        |at: usize| at + 1 < end && signed(at + 1) && profile::kind(text(at).trim()).is_some();
    let annex = |at: usize| {
        ["附件", "附表", "附：", "（此件", "此件公开"].iter().any(|word| text(at).starts_with(word))
            && text(at).chars().count() <= 40
    };
    (from..end).find(|&at| signed(at) || organ(at) || annex(at)).unwrap_or(end)
}

/// Whether the text stops in mid-sentence, in mid-table, or before the last part of the report; `free` for the layout
/// before 2019.
pub fn is_cut(document: &Document, free: bool) -> bool {
    if document.ending.signature.is_some() {
        return false;
    }
    let has =
        |kind: SectionKind| document.sections.iter().any(|section| section.kinds.contains(&kind));
    let main = |kind: SectionKind| {
        document.sections.iter().any(|section| section.level == 1 && section.kinds.contains(&kind))
    };
    if main(SectionKind::Other) {
        return false;
    }
    let near_end = if free {
        [SectionKind::Problems, SectionKind::Review].into_iter().any(has)
    } else {
        main(SectionKind::Problems)
    };
    !near_end || stops_short(document)
}

/// Whether the last line of content is no end of a sentence.
fn stops_short(document: &Document) -> bool {
    let content = |block: &&Block| {
        let file_name = || {
            let text = document.text(block);
            [".pdf", ".doc", ".docx", ".wps", "附件"]
                .iter()
                .any(|end| text.ends_with(end) || text.starts_with(end))
        };
        block.kind != BlockKind::Furniture && !block.place.is_empty() && !file_name()
    };
    let Some(last) = document.blocks.iter().rev().find(content) else { return true };
    let text = document.text(last);
    let ended = text.ends_with(['。', '！', '？', '；', '）', '"', '》', '…', '.', '：']);
    match last.kind {
        BlockKind::Grid(_) => false,
        BlockKind::Heading(index) => !ended && !document.sections[index].runs_on,
        _ => !ended && text.chars().count() > 14,
    }
}
