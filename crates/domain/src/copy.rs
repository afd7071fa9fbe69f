//! A record as people read it: the form as it was signed, in HTML that stands alone, prints well and reads aloud in order.
//!
//! The kiosk, the office's page and a saved file all show what this one function writes. It is for reading, not proof, and says so.

mod words;

pub use words::{Words, date, date_time};

use crate::bidi::within;
use crate::code;
use crate::document::{Agreement, Body, Document};
use crate::ink::{self, Ink};
use crate::record::Record;
use crate::seal::Proved;
use crate::visit::{Hand, Help, Mark, Reason, Received, Shown, Signature, Visit};

/// How much of a digest stands at the foot of a page: enough to tell two texts apart by eye.
const DIGEST_START: usize = 12;

/// What a copy needs besides the record.
pub struct Context<'a> {
    /// The words.
    pub words: &'a Words,
    /// The documents that the record names, as far as they are at hand.
    pub documents: &'a [Document],
    /// The kiosk's name.
    pub kiosk_name: &'a str,
    /// Where the office checks records, as far as whoever writes the copy knows.
    pub verify_link: Option<&'a str>,
    /// Whether it is practice.
    pub practice: bool,
}

impl Context<'_> {
    /// The signed form as an HTML fragment: an `article` with everything that the record holds.
    pub fn fragment(&self, proved: &Proved) -> String {
        let record = proved.record();
        let code = code::record_code(proved.hash()).to_string();
        let visit = record.visit();
        let main = visit.and_then(|visit| self.document(visit.documents.first()?));
        let mut html = String::from("<article class=\"form-copy\">");
        if self.practice {
            html += &tag("p", "form-practice", self.words.practice);
        }
        if let Some(visit) = visit {
            html += &match main.map(|document| (&document.body, document)) {
                Some((Body::Full(agreement), document)) => agreement_html(document, agreement, 1),
                _ => visit.documents.first().map(|shown| tag("h1", "", &shown.slug)).unwrap_or_default(),
            };
            html += &self.references(visit);
            html += &self.foot(record, visit, main.and_then(Document::agreement));
        }
        html += &self.facts(record, main, &code);
        html += &self.footer(main, &code);
        html + "</article>"
    }

    fn document(&self, shown: &Shown) -> Option<&Document> {
        self.documents.iter().find(|document| document.sha256 == shown.sha256)
    }

    /// The documents besides the one that is signed: their text where it was here, what was acknowledged, and the answer.
    fn references(&self, visit: &Visit) -> String {
        let mut html = String::new();
        for shown in visit.documents.iter().filter(|shown| shown.received.is_some()) {
            let document = self.document(shown);
            html += &match document.and_then(|document| Some((document, document.agreement()?))) {
                Some((document, agreement)) => agreement_html(document, agreement, 2),
                None => {
                    let title = document.map_or(shown.slug.as_str(), |document| &document.title);
                    format!("<h2>{} ({})</h2>", in_lang("span", &shown.lang, title), escape(self.words.by_reference))
                }
            };
            let received = shown.received == Some(Received::Yes);
            if let (true, Some(document)) = (received, document) {
                html += &in_lang("p", &shown.lang, document.meaning());
            }
            html += &tag("p", "", self.words.received[usize::from(!received)]);
        }
        html
    }

    /// Attestation, signature, date and printed name, as on the paper form; for the other outcomes only what was chosen.
    fn foot(&self, record: &Record, visit: &Visit, agreement: Option<&Agreement>) -> String {
        let words = self.words;
        let lang = visit.documents.first().map_or("", |shown| &shown.lang);
        // The form's own labels are in the agreement's language.
        let label = |of: fn(&Agreement) -> &str, other: &'static str| match agreement {
            Some(agreement) => in_lang("span", lang, of(agreement)),
            None => escape(other),
        };
        let mut html = String::from("<section class=\"form-foot\">");
        match &visit.signature {
            Some(signature) => {
                let (lang, meaning) = (escape(lang), escape(&signature.meaning));
                html += &format!("<p class=\"attestation\" lang=\"{lang}\" dir=\"auto\">{meaning}</p>");
                html += &line(&label(|a| &a.signature_label, words.signature), &mark_html(signature, visit, words));
            }
            None => {
                html += &tag("p", "form-outcome", words.outcome(visit.outcome));
                html += &self.why(visit, agreement);
            }
        }
        let own_day = visit.signer_date.as_deref().map(|day| words.clock_wrong.replace("{date}", &date(words, day)));
        let own_day = own_day.map(|note| tag("span", "form-how", &note)).unwrap_or_default();
        let when = escape(&date_time(words, record.at, record.utc_offset_min));
        html += &line(&label(|a| &a.date_label, words.date), &(when + &own_day));
        if let Some(signer) = &visit.signer {
            let name = label(|a| a.name_label.trim_end_matches([' ', '_', ':']), words.name);
            html += &line(&name, &bdi(signer.name.as_str()));
            if let Some(id) = &signer.employee_id {
                html += &line(&escape(words.employee), &bdi(id.as_str()));
            }
        }
        html += &self.given(visit, agreement);
        html + "</section>"
    }

    /// The reason that was chosen, or the section at which a question came up.
    fn why(&self, visit: &Visit, agreement: Option<&Agreement>) -> String {
        let reason = visit.reason.and_then(|reason| Reason::ALL.iter().position(|each| *each == reason));
        let reason = reason.map(|at| tag("p", "", self.words.reasons[at])).unwrap_or_default();
        let section = visit.asked_from.as_deref().map(|id| heading(agreement, id));
        let asked = section.map(|section| tag("p", "", &self.words.asked_from.replace("{section}", section)));
        reason + &asked.unwrap_or_default()
    }

    /// Consent, who was there for the office, help, and the sections that were confirmed, in their order.
    fn given(&self, visit: &Visit, agreement: Option<&Agreement>) -> String {
        let words = self.words;
        let consent = visit.consent.as_ref().map(|_| escape(words.consent.trim_end_matches('.')));
        let helped = visit.helper.as_ref().map(|helper| {
            let what = match helper.what {
                Help::Read => 0,
                Help::Interpreted => 1,
                Help::Wrote => 2,
            };
            escape(words.helps[what].trim_end_matches('.')).replace("{name}", &bdi(helper.name.as_str()))
        });
        let host = visit.host.as_ref().map(|host| {
            let words = words.hosts[usize::from(!host.checked_id)].trim_end_matches('.');
            escape(words).replace("{name}", &bdi(host.name.as_str()))
        });
        let initials = visit.signer.as_ref().and_then(|signer| signer.initials.as_ref());
        let read = match initials {
            Some(initials) => escape(words.confirmed[1]).replace("{initials}", &bdi(initials.as_str())),
            None => escape(words.confirmed[0]),
        };
        let shown = visit.documents.first().filter(|shown| !shown.confirmed.is_empty());
        let confirmed = shown.map(|shown| {
            let headings: Vec<&str> = shown.confirmed.iter().map(|id| heading(agreement, id)).collect();
            format!("{read}: {}", in_lang("span", &shown.lang, &headings.join(", ")))
        });
        let given: Vec<String> = consent.into_iter().chain(host).chain(helped).chain(confirmed).collect();
        if given.is_empty() { String::new() } else { format!("<p>{}</p>", given.join(" · ")) }
    }

    /// Everything that tells this record from any other, once and in full.
    fn facts(&self, record: &Record, main: Option<&Document>, code: &str) -> String {
        let words = self.words;
        let version = main.map(|main| tag("p", "in-footer", &format!("{} {}", words.version, main.version)));
        let digest = main.map(|main| tag("p", "", &format!("{} {}", words.digest, main.sha256)));
        let kiosk = tag("p", "", &format!("{} {}, {}", words.kiosk, self.kiosk_name, record.seq));
        let checked = self.verify_link.map(|link| tag("p", "", &words.verify_at.replace("{link}", link)));
        format!(
            "<section class=\"form-facts\"><p class=\"in-footer\">{}</p>{}{}{kiosk}{}{}</section>",
            self.code(code),
            version.unwrap_or_default(),
            digest.unwrap_or_default(),
            checked.unwrap_or_default(),
            tag("p", "", words.proof)
        )
    }

    /// What stands at the foot of every printed page, so that a page alone is known. No screen shows it.
    fn footer(&self, main: Option<&Document>, code: &str) -> String {
        let words = self.words;
        let practice = self.practice.then(|| tag("strong", "", words.practice));
        let document = main.map(|main| {
            let digest: String = main.sha256.to_string().chars().take(DIGEST_START).collect();
            let title = in_lang("span", &main.lang, &main.title);
            let rest = format!("{} {} · {} {digest}…", words.version, main.version, words.digest);
            format!("{title} · {}", escape(&rest))
        });
        let parts: Vec<String> = practice.into_iter().chain(document).chain([self.code(code)]).collect();
        format!("<footer class=\"form-footer\">{}</footer>", parts.join(" · "))
    }

    fn code(&self, code: &str) -> String {
        format!("{} <span class=\"code\">{code}</span>", escape(self.words.record_code))
    }
}

/// A whole HTML file around some copies: no script, no request, one page after another in print. `direction` is `ltr` or `rtl`.
pub fn page(lang: &str, direction: &str, title: &str, style: &str, copies: &[String]) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{}</title><style>{style}</style></head>\
         <body><main>{}</main></body></html>\n",
        escape(lang),
        escape(direction),
        escape(title),
        copies.concat()
    )
}

/// The agreement's text as HTML, from the title to the last closing paragraph, in its own language. Its title is a heading of that level,
/// its sections are below it.
pub fn agreement_html(document: &Document, agreement: &Agreement, level: u8) -> String {
    let (title, section_heading) = (format!("h{level}"), format!("h{}", level + 1));
    let mut html = format!(
        "<div class=\"agreement\" lang=\"{}\" dir=\"auto\">{}",
        escape(&document.lang),
        tag(&title, "", &document.title)
    );
    if let Some(quotation) = &agreement.quotation {
        let source = quotation.source.as_ref().map(|source| tag("cite", "", source)).unwrap_or_default();
        html += &format!("<blockquote>{}{source}</blockquote>", tag("p", "", &quotation.text));
    }
    html += &agreement.opening.iter().map(|p| tag("p", "", p)).collect::<String>();
    html += &tag("p", "", &agreement.lead_in);
    for section in &agreement.sections {
        html += &tag(&section_heading, "", &section.heading);
        html += "<ol class=\"clauses\">";
        html += &section.clauses.iter().map(|clause| tag("li", "", &clause.text)).collect::<String>();
        html += "</ol>";
    }
    html += &agreement.closing.iter().map(|p| tag("p", "", p)).collect::<String>();
    html + "</div>"
}

/// A section's heading without its colon; its id where the text is not at hand.
fn heading<'a>(agreement: Option<&'a Agreement>, id: &'a str) -> &'a str {
    let section = agreement.and_then(|agreement| agreement.sections.iter().find(|section| section.id.as_str() == id));
    section.map_or(id, |section| section.heading.trim_end_matches(':'))
}

/// The mark on its line, and in words how it was made: the three ways look equally official.
pub fn mark_html(signature: &Signature, visit: &Visit, words: &Words) -> String {
    let signer = visit.signer.as_ref().map_or("", |signer| signer.name.as_str());
    let (picture, how) = match &signature.mark {
        Mark::Drawn { ink } => (drawn(ink, &format!("{}: {signer}", words.signature)), words.marks[0].to_owned()),
        Mark::Typed { text } => (typed(text.as_str()), words.marks[1].to_owned()),
        Mark::Witnessed { witness, hand } => {
            let picture = match hand {
                Hand::Ink(ink) => drawn(ink, &format!("{}: {witness}", words.signature)),
                Hand::Text(text) => typed(text.as_str()),
            };
            (picture, words.marks[2].replace("{name}", &within(words.marks[2], witness.as_str())))
        }
    };
    let touches = matches!(&signature.mark, Mark::Drawn { ink } if Ink::decode(ink).is_ok_and(|ink| ink.has_touches()));
    let touches = touches.then(|| words.dynamics.to_owned());
    let seen =
        signature.witness.as_ref().map(|witness| words.seen.replace("{name}", &within(words.seen, witness.as_str())));
    let how = std::iter::once(how).chain(touches).chain(seen).collect::<Vec<_>>().join(" · ");
    format!("<span class=\"form-mark\">{picture}</span>{}", tag("span", "form-how", &how))
}

fn drawn(encoded: &str, title: &str) -> String {
    match Ink::decode(encoded) {
        Ok(ink) => ink::svg(&ink, title),
        Err(error) => tag("span", "", &error.to_string()),
    }
}

fn typed(text: &str) -> String {
    format!("<bdi class=\"form-typed\">{}</bdi>", escape(text))
}

fn line(label: &str, content: &str) -> String {
    format!("<div class=\"form-line\"><span class=\"form-label\">{label}</span><div>{content}</div></div>")
}

/// What somebody typed, in its own direction.
fn bdi(text: &str) -> String {
    format!("<bdi>{}</bdi>", escape(text))
}

/// A text in its own language (WCAG 3.1.2).
fn in_lang(name: &str, lang: &str, text: &str) -> String {
    format!("<{name} lang=\"{}\" dir=\"auto\">{}</{name}>", escape(lang), escape(text))
}

fn tag(name: &str, class: &str, text: &str) -> String {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    format!("<{name}{class}>{}</{name}>", escape(text))
}

/// A text as HTML text or attribute value.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
