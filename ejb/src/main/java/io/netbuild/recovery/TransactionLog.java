package io.netbuild.recovery;

import com.arjuna.ats.arjuna.AtomicAction;
import com.arjuna.ats.arjuna.common.Uid;
import com.arjuna.ats.arjuna.exceptions.ObjectStoreException;
import com.arjuna.ats.arjuna.objectstore.StateStatus;
import com.arjuna.ats.arjuna.objectstore.StoreManager;
import com.arjuna.ats.arjuna.state.InputObjectState;
import com.arjuna.ats.internal.arjuna.common.UidHelper;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** The transaction manager's records of what it has decided and not carried out everywhere. Not thread-safe. */
class TransactionLog {

    private static final String TRANSACTIONS = new AtomicAction().type();

    private Set<Uid> before = Set.of();

    /** Whether it has a record that it had at the last look too: not that of a transaction that is just being committed. */
    boolean hasRemains() throws IOException {
        Set<Uid> now = records();
        boolean remains = !Collections.disjoint(now, before);
        before = now;
        return remains;
    }

    private static Set<Uid> records() throws IOException {
        InputObjectState found = new InputObjectState();
        try {
            StoreManager.getRecoveryStore().allObjUids(TRANSACTIONS, found, StateStatus.OS_UNKNOWN);
        } catch (ObjectStoreException e) {
            throw new IOException("The transaction log cannot be read", e);
        }
        Set<Uid> records = new HashSet<>();
        if (found.notempty()) {
            for (Uid uid = UidHelper.unpackFrom(found); !uid.equals(Uid.nullUid()); uid = UidHelper.unpackFrom(found)) {
                records.add(uid);
            }
        }
        return records;
    }
}
