//! A record as people read it: the form as it was signed, in HTML that stands alone, prints well and reads aloud in order.
//!
//! The kiosk, the office's page and a saved file all show what this one function writes. It is for reading, not proof, and says so.

use crate::code;
use crate::document::{Agreement, Body, Document, Reference};
use crate::ink::{self, Ink};
use crate::instant::{Instant, zone};
use crate::record::Record;
use crate::seal::Proved;
use crate::visit::{Hand, Help, Mark, Outcome, Reason, Received, Shown, Signature, Visit};

/// The words around a record, in the reader's language. `{name}`, `{date}` and the like are places.
pub struct Words {
    /// "Signature"
    pub signature: &'static str,
    /// "Date"
    pub date: &'static str,
    /// "Print Name"
    pub name: &'static str,
    /// "Employee number"
    pub employee: &'static str,
    /// "Version"
    pub version: &'static str,
    /// "Digest"
    pub digest: &'static str,
    /// "Record code"
    pub record_code: &'static str,
    /// "Kiosk"
    pub kiosk: &'static str,
    /// What each outcome is called: signed, declined, question, paper.
    pub outcomes: [&'static str; 4],
    /// How a signature was made: drawn, typed, witnessed (`{name}`).
    pub marks: [&'static str; 3],
    /// What a helper did (`{name}`): read, interpreted, wrote.
    pub helps: [&'static str; 3],
    /// Whether a document by reference was there: yes, not yet.
    pub received: [&'static str; 2],
    /// "Sections confirmed as read"
    pub confirmed: &'static str,
    /// What consent was given to: "Agreed to sign on a screen"
    pub consent: &'static str,
    /// Why somebody did not sign, in the order of [`Reason::ALL`].
    pub reasons: [&'static str; 5],
    /// Where a question came up (`{section}`).
    pub asked_from: &'static str,
    /// "The signer says that the date is {date}."
    pub clock_wrong: &'static str,
    /// "By reference"
    pub by_reference: &'static str,
    /// "For reading, not proof …"
    pub proof: &'static str,
    /// "PRACTICE …", shown when it is.
    pub practice: &'static str,
    /// Twelve months, separated by commas.
    pub months: &'static str,
    /// `{month} {day}, {year}, {hour}:{minute} ({zone})` in the language's order.
    pub date_time: &'static str,
}

/// What a copy needs besides the record.
pub struct Context<'a> {
    /// The words.
    pub words: &'a Words,
    /// The documents that the record names, as far as they are at hand.
    pub documents: &'a [Document],
    /// The kiosk's name.
    pub kiosk_name: &'a str,
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
                Some((Body::Full(agreement), document)) => agreement_html(document, agreement),
                _ => visit.documents.first().map(|shown| tag("h1", "", &shown.slug)).unwrap_or_default(),
            };
            html += &self.references(visit);
            html += &self.foot(record, visit, main.and_then(Document::agreement));
        }
        html += &self.footer(record, main, &code);
        html + "</article>"
    }

    fn document(&self, shown: &Shown) -> Option<&Document> {
        self.documents.iter().find(|document| document.sha256 == shown.sha256)
    }

    fn references(&self, visit: &Visit) -> String {
        let mut html = String::new();
        for shown in visit.documents.iter().filter(|shown| shown.received.is_some()) {
            let title = self.document(shown).map_or(shown.slug.as_str(), |document| &document.title);
            html += &tag("h2", "", &format!("{title} ({})", self.words.by_reference));
            let received = shown.received == Some(Received::Yes);
            if let (true, Some(reference)) = (received, self.document(shown).and_then(Document::reference)) {
                html += &acknowledgement(reference);
            }
            html += &tag("p", "", self.words.received[usize::from(!received)]);
        }
        html
    }

    /// Attestation, signature, date and printed name, as on the paper form; for the other outcomes only what was chosen.
    fn foot(&self, record: &Record, visit: &Visit, agreement: Option<&Agreement>) -> String {
        let words = self.words;
        let label = |of: fn(&Agreement) -> &str, other: &'static str| agreement.map_or(other, of).to_owned();
        let mut html = String::from("<section class=\"form-foot\">");
        match &visit.signature {
            Some(signature) => {
                html += &tag("p", "attestation", &signature.meaning);
                html += &line(&label(|a| &a.signature_label, words.signature), &mark_html(signature, visit, words));
            }
            None => {
                html += &tag("p", "form-outcome", words.outcomes[outcome_index(visit.outcome)]);
                html += &self.why(visit, agreement);
            }
        }
        let when = date_time(words, record.at, record.utc_offset_min);
        html += &line(&label(|a| &a.date_label, words.date), &escape(&when));
        if let Some(date) = &visit.signer_date {
            html += &tag("p", "", &words.clock_wrong.replace("{date}", date));
        }
        if let Some(signer) = &visit.signer {
            let name = label(|a| a.name_label.trim_end_matches([' ', '_', ':']), words.name);
            html += &line(&name, &format!("<bdi>{}</bdi>", escape(signer.name.as_str())));
            if let Some(id) = &signer.employee_id {
                html += &line(words.employee, &format!("<bdi>{}</bdi>", escape(id.as_str())));
            }
        }
        html += &self.given(visit, agreement);
        if let Some(helper) = &visit.helper {
            let what = match helper.what {
                Help::Read => 0,
                Help::Interpreted => 1,
                Help::Wrote => 2,
            };
            html += &tag("p", "", &words.helps[what].replace("{name}", helper.name.as_str()));
        }
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

    /// Consent, and the sections that were confirmed, in their order.
    fn given(&self, visit: &Visit, agreement: Option<&Agreement>) -> String {
        let consent = visit.consent.as_ref().map(|_| tag("p", "", self.words.consent)).unwrap_or_default();
        let confirmed = visit.documents.first().map(|shown| shown.confirmed.as_slice()).unwrap_or_default();
        let headings: Vec<&str> = confirmed.iter().map(|id| heading(agreement, id)).collect();
        if headings.is_empty() {
            return consent;
        }
        consent + &tag("p", "", &format!("{}: {}", self.words.confirmed, headings.join(", ")))
    }

    fn footer(&self, record: &Record, main: Option<&Document>, code: &str) -> String {
        let words = self.words;
        let mut parts = Vec::new();
        if let Some(document) = main {
            parts.push(format!("{} {}", words.version, document.version));
            parts.push(format!("{} {}", words.digest, document.sha256));
        }
        parts.push(format!("{} {}, {}", words.kiosk, self.kiosk_name, record.seq));
        let parts: String = parts.iter().map(|part| tag("p", "", part)).collect();
        let code = format!("<p>{} <span class=\"code\">{code}</span></p>", escape(words.record_code));
        format!("<footer class=\"form-footer\">{code}{parts}{}</footer>", tag("p", "", words.proof))
    }
}

/// A whole HTML file around some copies: no script, no request, one page after another in print.
pub fn page(lang: &str, title: &str, style: &str, copies: &[String]) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{}</title><style>{style}</style></head>\
         <body><main>{}</main></body></html>\n",
        escape(lang),
        escape(title),
        copies.concat()
    )
}

/// The agreement's text as HTML, from the title to the last closing paragraph, in its own language.
pub fn agreement_html(document: &Document, agreement: &Agreement) -> String {
    let mut html =
        format!("<div class=\"agreement\" lang=\"{}\">{}", escape(&document.lang), tag("h1", "", &document.title));
    if let Some(quotation) = &agreement.quotation {
        let source = quotation.source.as_ref().map(|source| tag("cite", "", source)).unwrap_or_default();
        html += &format!("<blockquote>{}{source}</blockquote>", tag("p", "", &quotation.text));
    }
    html += &agreement.opening.iter().map(|p| tag("p", "", p)).collect::<String>();
    html += &tag("p", "", &agreement.lead_in);
    for section in &agreement.sections {
        html += &tag("h2", "", &section.heading);
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

fn acknowledgement(reference: &Reference) -> String {
    tag("p", "", &reference.acknowledgement)
}

fn outcome_index(outcome: Outcome) -> usize {
    match outcome {
        Outcome::Signed => 0,
        Outcome::Declined => 1,
        Outcome::Question => 2,
        Outcome::Paper => 3,
    }
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
            (picture, words.marks[2].replace("{name}", witness.as_str()))
        }
    };
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
    format!("<div class=\"form-line\"><span class=\"form-label\">{}</span><div>{content}</div></div>", escape(label))
}

/// A moment in words.
pub fn date_time(words: &Words, at: Instant, utc_offset_min: i32) -> String {
    let local = at.local(utc_offset_min);
    let month = words.months.split(',').nth(usize::from(local.month) - 1).unwrap_or_default();
    words
        .date_time
        .replace("{month}", month)
        .replace("{day}", &local.day.to_string())
        .replace("{year}", &local.year.to_string())
        .replace("{hour}", &local.hour.to_string())
        .replace("{minute}", &format!("{:02}", local.minute))
        .replace("{zone}", &zone(utc_offset_min))
}

fn tag(name: &str, class: &str, text: &str) -> String {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    format!("<{name}{class}>{}</{name}>", escape(text))
}

/// A text as HTML text or attribute value.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
