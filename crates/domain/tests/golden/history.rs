//! What happens at the sample kiosk whose batches are the golden files.

use crate::common::{Sample, name};
use inkseal_domain::batch::BatchDocument;
use inkseal_domain::codec::sha256;
use inkseal_domain::document::Document;
use inkseal_domain::export::Export;
use inkseal_domain::flow::Plan;
use inkseal_domain::ink;
use inkseal_domain::record::Body;
use inkseal_domain::visit::*;
use pollster::block_on;

pub const AGREEMENT: &str = "\
---
kind: full
slug: sample-agreement
version: 2026-1
lang: en
title: Sample Agreement
issuer: Sample Office
---

# Sample Agreement

People who work here look after what they are told.

I agree to the following:

## Confidentiality

1. I keep to myself what I learn about people at work.

2. I ask before I pass anything on.

## Conduct

1. I treat everyone with respect.

---

Questions go to the office.

---

I have received, read and understand this agreement.

---

Signature:

Date:

Print Name:
";

pub const HANDBOOK: &str = "\
---
kind: by_reference
slug: sample-handbook
version: 2026-1
lang: en
title: Sample Handbook
issuer: Sample Office
edition: unknown
paper_copy: At the front desk.
---

# Sample Handbook

## Acknowledgement in the office’s own words

I have the Sample Handbook, and I know that it applies to me.
";

/// The sample kiosk with its documents.
pub struct History {
    pub sample: Sample,
    pub plan: Plan,
}

impl History {
    pub fn new(seed: u8, practice: bool) -> Self {
        let parse = |text: &str| Document::parse(text.as_bytes()).unwrap();
        let plan = Plan::of(&[parse(AGREEMENT), parse(HANDBOOK)]).unwrap();
        Self { sample: Sample::new(seed, practice), plan }
    }

    pub fn keep(&mut self, visit: Visit) {
        let moment = self.sample.moment();
        block_on(self.sample.desk.keep(Body::Visit(Box::new(visit)), &moment)).unwrap();
    }

    /// Exports a range as a file's bytes; everything new when none is given. Leaves an activity behind, as every export does.
    pub fn export(&mut self, range: Option<(u64, u64)>) -> Vec<u8> {
        let (log, moment) = (self.sample.log(), self.sample.moment());
        let library = library();
        let export = Export { log: &log, secret: &self.sample.secret, library: &library, by: "Sample Administrator" };
        let (first, last) = range.or_else(|| export.new_range()).unwrap();
        block_on(export.make(&self.sample.desk, first, last, &moment)).unwrap().file
    }

    /// Somebody signs, with this mark.
    pub fn signs(&mut self, signer: &str, mark: Mark) {
        let visit = signed(&self.plan, signer, Received::Yes, mark);
        self.keep(visit);
    }

    /// Somebody who reads Spanish signs with an interpreter's help, types the name, and does not have the handbook yet.
    pub fn signs_with_help(&mut self) {
        let text = name("Sample Person Two");
        let mut visit = signed(&self.plan, text.as_str(), Received::NotYet, Mark::Typed { text: text.clone() });
        visit.lang = "es".into();
        visit.helper = Some(Helper { what: Help::Interpreted, name: name("Sample Interpreter") });
        visit.signer = Some(Signer { name: text, employee_id: Some(name("4102")), initials: None });
        self.keep(visit);
    }

    /// Somebody signs and gives an employee number.
    pub fn signs_numbered(&mut self, signer: &str, number: &str, received: Received) {
        let text = name(signer);
        let mut visit = signed(&self.plan, signer, received, Mark::Typed { text: text.clone() });
        visit.signer = Some(Signer { name: text, employee_id: Some(name(number)), initials: None });
        self.keep(visit);
    }

    pub fn asks(&mut self) {
        let asked_from = self.plan.section(1).map(str::to_owned);
        let visit = Visit { asked_from, ..unsigned(&self.plan, Outcome::Question, "Sample Person Three") };
        self.keep(visit);
    }

    pub fn declines(&mut self) {
        let visit = Visit {
            reason: Some(Reason::MoreTime),
            signer: None,
            ..unsigned(&self.plan, Outcome::Declined, "Sample Person Five")
        };
        self.keep(visit);
    }

    pub fn wants_paper(&mut self) {
        let visit = unsigned(&self.plan, Outcome::Paper, "Sample Person Six");
        self.keep(visit);
    }
}

pub fn drawn(number: usize) -> Mark {
    Mark::Drawn { ink: ink::sample(number) }
}

pub fn witnessed() -> Mark {
    Mark::Witnessed { witness: name("Sample Witness"), hand: Hand::Ink(ink::sample(7)) }
}

/// Both documents with their exact bytes.
pub fn library() -> [BatchDocument; 2] {
    [document(AGREEMENT), document(HANDBOOK)]
}

fn document(text: &str) -> BatchDocument {
    let parsed = Document::parse(text.as_bytes()).unwrap();
    BatchDocument {
        slug: parsed.slug,
        version: parsed.version,
        lang: parsed.lang,
        sha256: parsed.sha256,
        text: Some(text.to_owned()),
    }
}

fn signed(plan: &Plan, signer: &str, received: Received, mark: Mark) -> Visit {
    Visit {
        consent: Some(Consent { terms: sha256(b"terms") }),
        documents: plan.confirmed_whole(received),
        signature: Some(Signature { meaning: plan.meaning.clone(), mark, witness: None }),
        ..unsigned(plan, Outcome::Signed, signer)
    }
}

fn unsigned(plan: &Plan, outcome: Outcome, signer: &str) -> Visit {
    Visit {
        outcome,
        lang: "en".into(),
        signer: Some(Signer { name: name(signer), employee_id: None, initials: None }),
        consent: None,
        documents: plan.named(),
        signature: None,
        helper: None,
        host: None,
        reason: None,
        asked_from: None,
        signer_date: None,
    }
}
