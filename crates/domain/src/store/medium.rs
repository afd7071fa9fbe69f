//! What the protocol asks of a place to keep strings. Everything that can go wrong with it is an answer, never a panic.

/// One change of a medium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    /// Writes a value, whatever stood there.
    Put(String, String),
    /// Writes a value where none stands; otherwise the commit fails with [`CommitError::Present`].
    Add(String, String),
    /// Removes a value; nothing happens where none stands.
    Delete(String),
}

impl Op {
    /// The key that it changes.
    pub fn key(&self) -> &str {
        match self {
            Op::Put(key, _) | Op::Add(key, _) | Op::Delete(key) => key,
        }
    }

    /// What stands under that key afterwards; `None`: nothing.
    pub fn value(&self) -> Option<&String> {
        match self {
            Op::Put(_, value) | Op::Add(_, value) => Some(value),
            Op::Delete(_) => None,
        }
    }
}

/// What must hold for a commit to happen, read inside the same transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard {
    /// The key that is read.
    pub key: String,
    /// What must stand there; `None`: nothing.
    pub expected: Option<String>,
}

/// Why a medium did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MediumError {
    /// The browser does not let this page use it, or does not have it.
    #[error("storage is blocked")]
    Blocked,
    /// There is no room left.
    #[error("storage is full")]
    Full,
    /// It gives no answer.
    #[error("storage does not answer")]
    Hangs,
    /// Anything else, in the medium's own words.
    #[error("storage failed: {0}")]
    Failed(String),
}

/// Why a commit did not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// The guard found something else; nothing was changed.
    #[error("the guarded value has changed")]
    Moved {
        /// What stands there now.
        found: Option<String>,
    },
    /// A value stands where one was to be added.
    #[error("{key} is there already")]
    Present {
        /// The key of [`Op::Add`].
        key: String,
    },
    /// The medium failed. Whether anything was changed is not known until it is read again.
    #[error(transparent)]
    Medium(#[from] MediumError),
}

/// A place that keeps strings under string keys: memory, localStorage, IndexedDB.
/// Every call looks at the medium itself; nothing is answered from a cache.
#[expect(async_fn_in_trait, reason = "one thread: a browser tab, or a test that blocks")]
pub trait Medium {
    /// Everything it holds, in no particular order.
    ///
    /// # Errors
    /// [`MediumError`]
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError>;

    /// One value.
    ///
    /// # Errors
    /// [`MediumError`]
    async fn get(&self, key: &str) -> Result<Option<String>, MediumError>;

    /// UTF-16 units of the same room that is not ours: another program's on this origin.
    ///
    /// # Errors
    /// [`MediumError`]
    async fn foreign_units(&self) -> Result<u64, MediumError> {
        Ok(0)
    }

    /// Checks `guard`, then does `ops` in their order. The journal does all or nothing and returns when it is durable;
    /// localStorage does one after the other and may stop half-way.
    ///
    /// # Errors
    /// [`CommitError`]
    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError>;
}

/// One of two media, chosen while running: a real one, or memory for practice.
#[derive(Debug, Clone)]
pub enum Either<A, B> {
    /// The first kind.
    Left(A),
    /// The second kind.
    Right(B),
}

impl<A: Medium, B: Medium> Medium for Either<A, B> {
    async fn entries(&self) -> Result<Vec<(String, String)>, MediumError> {
        match self {
            Either::Left(medium) => medium.entries().await,
            Either::Right(medium) => medium.entries().await,
        }
    }

    async fn get(&self, key: &str) -> Result<Option<String>, MediumError> {
        match self {
            Either::Left(medium) => medium.get(key).await,
            Either::Right(medium) => medium.get(key).await,
        }
    }

    async fn foreign_units(&self) -> Result<u64, MediumError> {
        match self {
            Either::Left(medium) => medium.foreign_units().await,
            Either::Right(medium) => medium.foreign_units().await,
        }
    }

    async fn commit(&self, guard: Option<Guard>, ops: Vec<Op>) -> Result<(), CommitError> {
        match self {
            Either::Left(medium) => medium.commit(guard, ops).await,
            Either::Right(medium) => medium.commit(guard, ops).await,
        }
    }
}
