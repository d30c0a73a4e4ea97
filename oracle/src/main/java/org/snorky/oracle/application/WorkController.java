package org.snorky.oracle.application;

import java.util.Random;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The way for the oracle to have work done. */
@RestController
class WorkController {

    private final Workload workload;

    WorkController(Workload workload) {
        this.workload = workload;
    }

    @PostMapping("/work")
    Work work(@RequestParam long seed, @RequestParam int transactions) {
        return workload.run(seed, transactions);
    }

    /** Fills a list of its own, which random work leaves alone. */
    @PostMapping("/item/list/{list}/fill")
    void fill(@PathVariable int list, @RequestParam int rows) {
        Random random = new Random(list);
        workload.inTransaction(session -> {
            for (int id = 0; id < rows; id++) {
                Item item = new Item(-1 - id, list);
                item.fill(random);
                session.persist(item);
            }
        });
    }

    /** Changes rows of such a list, each in a transaction of its own. */
    @PostMapping("/item/list/{list}/touch")
    void touch(@PathVariable int list, @RequestParam int rows, @RequestParam String title) {
        for (int id = 0; id < rows; id++) {
            long row = -1 - id;
            workload.inTransaction(session -> session.find(Item.class, row).rename(title));
        }
    }
}
