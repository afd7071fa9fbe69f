//! A kiosk's whole life as fast as it goes: people sign, everything new is exported, the records office files it, and what it has
//! filed is cleared. And again.

use super::office::{self, ADMINISTRATOR};
use super::start::{RealDesk, start, words};
use super::tell;
use inkseal::browser::random;
use inkseal_domain::activity::{Act, Activity, Exported};
use inkseal_domain::batch::BatchDocument;
use inkseal_domain::code::{Code, CodeKind};
use inkseal_domain::codec::b64;
use inkseal_domain::desk::Kept;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::export::Export;
use inkseal_domain::identity::PrintedName;
use inkseal_domain::log::{Line, Log};
use inkseal_domain::office::OfficeSecret;
use inkseal_domain::record::Body;
use serde_json::json;
use std::convert::Infallible;

struct Kiosk {
    desk: RealDesk,
    secret: OfficeSecret,
    library: [BatchDocument; 1],
}

/// Starts up and works until it is killed.
pub async fn work(run: &str) -> Result<(), String> {
    let kiosk = Kiosk::open().await?;
    let stopped = match kiosk.go_on(run).await {
        Ok(never) => match never {},
        Err(words) => words,
    };
    Err(format!("{stopped}\n{}", kiosk.story().await?))
}

/// Starts up a last time and gives out everything that is there.
pub async fn finish(run: &str) -> Result<(), String> {
    let kiosk = Kiosk::open().await?;
    kiosk.sign(&format!("Signer {run}")).await?;
    let log = kiosk.log().await?;
    let export = kiosk.exporting(&log);
    let (first, last) = export.whole_range().ok_or("nothing is there")?;
    let made = export.make(&kiosk.desk, first, last, &office::moment()).await.map_err(words)?;
    kiosk.give(&made.file).await?;
    tell::phase("done").await
}

impl Kiosk {
    async fn open() -> Result<Self, String> {
        let (desk, secret) = start().await?;
        Ok(Self { desk, secret, library: [office::document()] })
    }

    async fn go_on(&self, run: &str) -> Result<Infallible, String> {
        self.settle().await?;
        let mut n = 0;
        loop {
            tell::phase("sign").await?;
            // Between 4 and 19 people, so that no two exports are alike.
            for _ in 0..4 + random::seed()[0] % 16 {
                self.sign(&format!("Signer {run}-{n}")).await?;
                n += 1;
            }
            self.export().await?;
            self.purge().await?;
        }
    }

    /// What stands there, for whoever looks into what went wrong: each place that is no visit.
    async fn story(&self) -> Result<String, String> {
        let (log, purged) = (self.log().await?, self.desk.vault().purged());
        let mut story = format!("purged {purged:?}, head {:?}", self.desk.vault().head());
        for line in log.lines() {
            let act = match line {
                Line::Good(proved) => proved.record().activity().map(|activity| format!("{:?}", activity.act)),
                broken => Some(format!("{broken:?}")),
            };
            if let Some(act) = act {
                story += &format!("\n{}: {act}", line.first_seq());
            }
        }
        Ok(story)
    }

    async fn log(&self) -> Result<Log, String> {
        self.desk.open(&self.secret).await.map_err(words)
    }

    fn exporting<'a>(&'a self, log: &'a Log) -> Export<'a> {
        Export { log, secret: &self.secret, library: &self.library, by: ADMINISTRATOR }
    }

    async fn sign(&self, name: &str) -> Result<(), String> {
        self.desk.vault().canary(&b64(&random::seed()[..12])).await.map_err(words)?;
        let visit = office::visit(&PrintedName::parse(name).map_err(words)?);
        let kept = self.desk.keep(Body::Visit(Box::new(visit)), &office::moment()).await.map_err(words)?;
        tell::recorded(name, &kept).await
    }

    /// What an earlier run exported and nobody filed is made again, and goes its way.
    async fn settle(&self) -> Result<(), String> {
        let log = self.log().await?;
        let open = log.exports().map(|(_, exported)| exported).filter(|exported| !log.receipted(&exported.payload));
        for exported in open {
            tell::phase("export").await?;
            let again = self.exporting(&log).again(&self.desk, exported, ADMINISTRATOR, 0).map_err(words)?;
            let code = self.give(&again.file).await?;
            self.accept(&code, exported).await?;
        }
        self.purge().await
    }

    async fn export(&self) -> Result<(), String> {
        tell::phase("export").await?;
        let log = self.log().await?;
        let export = self.exporting(&log);
        let (first, last) = export.new_range().ok_or("people signed, and nothing is new")?;
        let made = export.make(&self.desk, first, last, &office::moment()).await.map_err(words)?;
        let code = self.give(&made.file).await?;
        let log = self.log().await?;
        let exported = log.export_of(&code, &self.desk.card.root).ok_or("no export has that code")?;
        self.accept(&code, exported).await
    }

    /// Takes a file to the records office, which answers with its filing code.
    async fn give(&self, file: &[u8]) -> Result<Code, String> {
        let code = tell::tell(json!({ "what": "batch", "file": String::from_utf8_lossy(file) })).await?;
        Code::parse(&code, CodeKind::Filing).map_err(|_| format!("the records office says {code:?}"))
    }

    async fn accept(&self, code: &Code, exported: &Exported) -> Result<(), String> {
        tell::phase("receipt").await?;
        let Exported { payload, first, last, .. } = *exported;
        let receipt = by_administrator(Act::ReceiptAccepted { payload, first, last });
        let kept = self.desk.keep(receipt, &office::moment()).await.map_err(words)?;
        tell::recorded("", &kept).await?;
        tell::tell(json!({ "what": "receipted", "code": code.to_string() })).await.map(drop)
    }

    async fn purge(&self) -> Result<(), String> {
        let log = self.log().await?;
        let purged = self.desk.vault().purged().map_or(0, |head| head.seq);
        let Some(last) = log.purgeable_through(purged, None) else { return Ok(()) };
        tell::phase("purge").await?;
        let moment = office::moment();
        let body = by_administrator(Act::Purged { first: purged + 1, last });
        let prepared = self.desk.prepare(body, &moment, &mut Entropy::new(moment.seed)).await;
        let (proved, note) = prepared.map_err(words)?;
        let purged = self.desk.vault().purge(last, &note).await.map_err(words)?;
        tell::recorded("", &Kept { proved, local_copy: purged.local_copy }).await?;
        tell::tell(json!({ "what": "purged", "through": last })).await.map(drop)
    }
}

fn by_administrator(act: Act) -> Body {
    Body::Activity(Box::new(Activity { by: ADMINISTRATOR.to_owned(), about: vec![], act }))
}
