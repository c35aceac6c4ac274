//! What a page has round the article: its head, navigation, metadata, links and foot.

use super::{Html, Piece};

impl Html<'_> {
    /// Everything up to the body.
    pub(super) fn head(&mut self, title: &[Piece], year: u64) {
        self.writer.raw("<!DOCTYPE html>");
        self.line();
        self.tag("<html><head><meta charset=\"utf-8\">");
        let title: String = title.iter().map(|piece| piece.text.as_str()).collect();
        let site = if self.dress.frame > 0 { "_栖原县人民政府门户网站" } else { "" };
        self.tag("<title>");
        self.writer.raw(&format!("{title}{site}"));
        self.tag("</title>");
        self.line();
        if self.dress.metadata {
            self.writer.raw(&format!(
                "<meta name=\"ArticleTitle\" content=\"{title}\"><meta name=\"PubDate\" content=\"{}-01-20 09:30:00\">\
                 <meta name=\"ContentSource\" content=\"栖原县人民政府办公室\">",
                year + 1
            ));
        }
        if self.dress.scripts {
            self.writer.raw(
                "<style>.a{font-size:14px}</style><script>var text = \"<table><tr><td>第二十条第（一）项</td></tr></table>共50条，其中1条\"; if (1 < 2) document.write('<p>一、总体情况</p>');</script>",
            );
        }
        if self.dress.word {
            self.writer.raw(
                "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->\
                 <xml><o:OfficeDocumentSettings>一、总体情况</o:OfficeDocumentSettings></xml>",
            );
        }
        self.tag("</head><body>");
        self.line();
    }

    /// Everything between the body's beginning and the article.
    pub(super) fn before(&mut self, year: u64) {
        match self.dress.frame {
            1 => self.writer.raw(
                "<div class=\"nav\"><ul><li><a href=\"/\">首页</a></li><li><a href=\"/zwgk\">政务公开</a></li><li><a href=\"/nb\">政府信息公开年报</a></li></ul></div>\
                 <div class=\"crumb\">当前位置：<a href=\"/\">首页</a> &gt; <a href=\"/nb\">政府信息公开年报</a></div>",
            ),
            2 => self.writer.raw(
                "<header><nav><a href=/>首页</a> | <a href=/a>走进栖原</a> | <a href=/b>信息公开</a></nav></header>\
                 <aside><h3>栏目</h3><p>栖原县政务服务热线：0377-12345</p><ul><li><a href=1>一、总体情况</a><li><a href=2>二、主动公开政府信息情况</a></ul></aside>",
            ),
            3 => self.writer.raw(&format!(
                "<table width=100%><tr><td><a href=/>首页</a></td><td><a href=/x>信息公开</a></td></tr></table>\
                 <div id=sidebar><ul><li><a href=3>柏川镇{year}年政府信息公开工作年度报告</a></li><li><a href=4>柏川镇{}年政府信息公开工作年度报告</a></li></ul></div>",
                year - 1
            )),
            _ => {}
        }
        self.line();
        if self.dress.hidden {
            self.writer.raw(
                "<div style=\"display: none\"><p>柏川镇2012年政府信息公开工作年度报告</p><p>统计期限为2012年1月1日至2012年6月30日。电话：0377-5550100。</p></div><p hidden>一、总体情况</p>",
            );
        }
        if self.dress.arranged {
            self.tag("<table width=\"980\"><tr><td>");
        }
        self.tag(match self.dress.frame {
            0 => "<div>",
            1 => "<div class=\"article\"><div class=\"TRS_Editor\">",
            2 => "<main><article>",
            3 => "<div id=\"zoom\">",
            _ => "",
        });
        if self.dress.metadata {
            let date = format!("{}-01-20", year + 1);
            self.writer.raw(&format!(
                "<table class=\"xxgk\"><tr><td>索引号：</td><td>000014349/{}-00012</td><td>发布机构：</td><td>栖原县人民政府办公室</td></tr>\
                 <tr><td>主题分类：</td><td>政务公开</td><td>发布日期：</td><td>{date}</td></tr></table>",
                year + 1
            ));
        }
        self.line();
    }

    /// Everything behind the article.
    pub(super) fn after(&mut self, year: u64) {
        self.tag(match self.dress.frame {
            0 | 3 => "</div>",
            1 => "</div></div>",
            2 => "</article></main>",
            _ => "",
        });
        if self.dress.arranged {
            self.tag("</td></tr></table>");
        }
        self.line();
        match self.dress.frame {
            1 => self.writer.raw(
                "<div class=\"share bdsharebuttonbox\">分享到：<a href=#>微信</a><a href=#>微博</a></div>\
                 <div class=\"footer\"><p>主办单位：栖原县人民政府办公室 电话：0377-5550199</p><p>备案号：豫ICP备00000000号</p></div>",
            ),
            2 => self.writer.raw(&format!(
                "<section class=\"related\"><h3>相关阅读</h3><p><a href=5>柏川镇{year}年政府信息公开工作年度报告</a></p><p><a href=6>一图读懂年报</a></p></section>\
                 <footer>地址：栖原县人民路1号 邮编：474000 联系电话：0377-5550198</footer>",
            )),
            3 => self.writer.raw(
                "<p>【<a href=#>打印本页</a>】【<a href=#>关闭窗口</a>】</p><p>上一篇：<a href=7>栖原县民政局年报</a></p><div id=foot>版权所有：栖原县人民政府 电话：0377-5550197</div>",
            ),
            _ => {}
        }
        if self.dress.hidden {
            self.writer.raw("<span style='font-size:0px'>共9条，其中1条</span><template><p>一、总体情况</p></template>");
        }
        if self.dress.scripts {
            self.writer.raw(
                "<script src=a.js></script><noscript>请启用脚本。电话：0377-5550196</noscript>",
            );
        }
        if !self.dress.unclosed {
            self.tag("</body></html>");
        }
        self.line();
    }
}
